package hutong.gateway.audit;

import hutong.routes.ledger.Act;

/**
 * Something that a person wants done.
 *
 * @param by the operator's or account's name
 * @param what stable word
 * @param about id or digest; null if none is known yet
 * @param request tells its acts from those of others
 */
public record Asked(String by, Act.Channel channel, String what, String about, String request) {

  /** The same, of which more is known. */
  public Asked about(String id) {
    return new Asked(by, channel, what, id, request);
  }
}
