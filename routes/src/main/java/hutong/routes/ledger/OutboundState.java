package hutong.routes.ledger;

import java.util.Set;

/**
 * Where a transfer stands at its sender. For each state: who moves it on, by which next automatic
 * event, and what a crash in it leaves behind (invariant 9).
 */
public enum OutboundState {
  SUBMITTED("dispatch", "signed and sent, oldest first", "still in the outbox; sent after restart"),
  SENT("sweep", "transport receipt, or a repeat of the same SignedData", "repeated when overdue"),
  DELIVERED("recipient", "acceptance or rejection receipt", "nothing: the receipt is on disk"),
  ACCEPTED(null, null, "nothing: final"),
  REJECTED(null, null, "nothing: final"),
  AWAITING_ADDRESS("a person", null, "nothing: it waits"),
  WAITING_RETRY("dispatch", "sent again at its next attempt", "still in the outbox"),
  HELD("confirm", "released when the earlier record of the stream ends", "released with that end"),
  SET_ASIDE("a person", "expires", "nothing: it waits beside the outbox"),
  EXPIRED("a person", "a late receipt moves it to DELIVERED", "nothing: it waits"),
  ABANDONED("a person", "a late receipt moves it to DELIVERED", "nothing: it waits"),
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

  /** Every other state that it can go to from here. */
  public Set<OutboundState> next() {
    return switch (this) {
      case SUBMITTED ->
          Set.of(
              HELD,
              SENT,
              WAITING_RETRY,
              SET_ASIDE,
              DELIVERED,
              ACCEPTED,
              REJECTED,
              EXPIRED,
              ABANDONED,
              WITHDRAWN);
      case SENT ->
          Set.of(WAITING_RETRY, SET_ASIDE, DELIVERED, ACCEPTED, REJECTED, EXPIRED, ABANDONED);
      case WAITING_RETRY ->
          Set.of(
              SUBMITTED, HELD, SENT, SET_ASIDE, DELIVERED, ACCEPTED, REJECTED, EXPIRED, ABANDONED,
              WITHDRAWN);
      case AWAITING_ADDRESS -> Set.of(SUBMITTED, HELD, ABANDONED, WITHDRAWN);
      case HELD -> Set.of(SUBMITTED, EXPIRED, ABANDONED, WITHDRAWN);
      case SET_ASIDE ->
          Set.of(
              SUBMITTED,
              HELD,
              WAITING_RETRY,
              DELIVERED,
              ACCEPTED,
              REJECTED,
              EXPIRED,
              ABANDONED,
              WITHDRAWN);
      case DELIVERED -> Set.of(ACCEPTED, REJECTED);
      case EXPIRED -> Set.of(DELIVERED, ACCEPTED, REJECTED, ABANDONED);
      case ABANDONED -> Set.of(DELIVERED, ACCEPTED, REJECTED, WAITING_RETRY);
      case ACCEPTED, REJECTED, WITHDRAWN -> Set.of();
    };
  }

  /** Whether nothing more is expected. */
  public boolean isFinal() {
    return this == ACCEPTED || this == REJECTED || this == WITHDRAWN;
  }

  /** Whether its recipient has confirmed that it has it, or nothing more is expected. */
  public boolean isEnded() {
    return isFinal() || this == DELIVERED;
  }
}
