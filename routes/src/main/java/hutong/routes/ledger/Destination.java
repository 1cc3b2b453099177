package hutong.routes.ledger;

import java.time.Instant;

/**
 * How one destination stands.
 *
 * @param since when it came to stand so; null if it always did
 * @param failures attempts in a row that failed
 * @param nextAttempt while it is put off, and null otherwise
 * @param cause stable word: why it is put off, or the reason given for a pause
 * @param waiting entries of the outbox, counted up to {@link #MOST_COUNTED}
 * @param moreWaiting whether there are more than counted
 * @param oldest when the oldest of them was taken over; null if nothing waits
 */
public record Destination(
    String node,
    State state,
    Instant since,
    long failures,
    Instant nextAttempt,
    String cause,
    long waiting,
    boolean moreWaiting,
    Instant oldest) {

  /** Bounds the count, so that asking costs the same however much waits. */
  public static final int MOST_COUNTED = 10_000;

  /** What is sent there at present. */
  public enum State {
    /** Everything, at once. */
    UP,
    /** What is new at once, and what an outage left waiting at a bounded rate. */
    DRAINING,
    /** Nothing until the next attempt; then one message, to see whether it is back. */
    PUT_OFF,
    /** Nothing until an operator says so. */
    PAUSED,
    /** Nothing until the end of a planned outage. */
    PLANNED_OUTAGE
  }

  /** The same while the directory plans an outage. */
  public Destination inOutage(Instant from, Instant until) {
    return new Destination(
        node,
        State.PLANNED_OUTAGE,
        from,
        failures,
        until,
        State.PLANNED_OUTAGE.name(),
        waiting,
        moreWaiting,
        oldest);
  }

  /** A destination that nothing is known of and nothing waits for. */
  public static Destination quiet(String node) {
    return new Destination(node, State.UP, null, 0, null, null, 0, false, null);
  }
}
