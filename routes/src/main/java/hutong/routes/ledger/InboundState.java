package hutong.routes.ledger;

import java.util.Set;

/** Where a transfer stands at its recipient; columns as in {@link OutboundState}. */
public enum InboundState {
  RECEIVED("deliver", "offered to its decider", "offered after restart"),
  OFFERED("the deciding system", "leased, then decided", "lease lapses, offered again"),
  ACCEPTED(null, null, "nothing: final; its receipt is in the outbox until sent"),
  REJECTED(null, null, "nothing: final; its receipt is in the outbox until sent"),
  PARKED("a person", null, "nothing: it waits"),
  SUPERSEDED(null, null, "nothing: final; its receipt is in the outbox until sent");

  private final String owner;
  private final String nextEvent;
  private final String afterCrash;

  InboundState(String owner, String nextEvent, String afterCrash) {
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
  public Set<InboundState> next() {
    return switch (this) {
      case RECEIVED -> Set.of(OFFERED, PARKED);
      case OFFERED -> Set.of(ACCEPTED, REJECTED, RECEIVED);
      case PARKED -> Set.of(RECEIVED);
      case ACCEPTED, REJECTED, SUPERSEDED -> Set.of();
    };
  }

  public boolean isFinal() {
    return this == ACCEPTED || this == REJECTED || this == SUPERSEDED;
  }
}
