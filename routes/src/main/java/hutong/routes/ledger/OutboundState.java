package hutong.routes.ledger;

/**
 * Where a transfer stands at its sender. For each state: who moves it on, by which next automatic
 * event, and what a crash in it leaves behind (invariant 9).
 */
public enum OutboundState {
  SUBMITTED("dispatch", "sealed and sent, oldest first", "still in the outbox; sent after restart"),
  SENT("sweep", "transport receipt, or a repeat of the same SignedData", "repeated when overdue"),
  DELIVERED("recipient", "acceptance or rejection receipt", "nothing: the receipt is on disk"),
  ACCEPTED(null, null, "nothing: final"),
  REJECTED(null, null, "nothing: final"),
  AWAITING_ADDRESS("a person", null, "nothing: it waits"),
  WAITING_RETRY("dispatch", "sent again at its next attempt", "still in the outbox"),
  HELD("confirm", "released when the earlier record of the stream ends", "released by the sweep"),
  EXPIRED("a person", "a late receipt moves it to DELIVERED", "nothing: it waits"),
  ABANDONED("a person", null, "nothing: it waits"),
  WITHDRAWN(null, null, "nothing: final");

  private final String owner;
  private final String nextEvent;
  private final String afterCrash;

  OutboundState(String owner, String nextEvent, String afterCrash) {
    this.owner = owner;
    this.nextEvent = nextEvent;
    this.afterCrash = afterCrash;
  }

  /** Who moves it on; null if nobody needs to. */
  public String owner() {
    return owner;
  }

  /** What happens to it next without a person; null if nothing does. */
  public String nextEvent() {
    return nextEvent;
  }

  public String afterCrash() {
    return afterCrash;
  }

  /** Whether nothing more is expected. */
  public boolean isFinal() {
    return this == ACCEPTED || this == REJECTED || this == WITHDRAWN;
  }
}
