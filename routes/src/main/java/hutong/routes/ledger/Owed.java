package hutong.routes.ledger;

/**
 * A transfer whose answer is owed, or was given late.
 *
 * @param outbound whether the other node owes it to this one
 * @param state an {@link OutboundState} or {@link InboundState} name
 * @param cursor where a list goes on after it
 */
public record Owed(
    boolean outbound, TransferFacts facts, String state, AnswerClock clock, Cursor cursor) {

  /**
   * A place in the order of due dates.
   *
   * @param end end of the due day, milliseconds since 1970
   */
  public record Cursor(long end, long key) {

    /** Before everything. */
    public static final Cursor START = new Cursor(Long.MIN_VALUE, 0);
  }
}
