package hutong.routes.ledger;

/**
 * What went one way between this node and a partner.
 *
 * @param outbound whether this node is the sender
 */
public record Book(String partner, boolean outbound) {

  /** The one who sends in it. */
  public String sender(String node) {
    return outbound ? node : partner;
  }
}
