package hutong.routes.ledger;

import java.time.Instant;

/**
 * How one hour of two books compared.
 *
 * @param here records in this node's book; null while it is not counted
 * @param there records in the partner's book; null if it has not said
 */
public record Reconciled(Book book, Instant hour, Long here, Long there, State state, Instant at) {

  /** What came of it. */
  public enum State {
    SAME,
    /** They differ, and records of that hour may still be under way or be decided. */
    OPEN,
    /** They differ for good. */
    DIFFERS,
    /** The partner should have said by now, and has not. */
    MISSING
  }
}
