package hutong.routes.submit;

import hutong.routes.ledger.OutboundState;
import hutong.schemas.Violation;
import hutong.schemas.hx.ResidentRecord;
import java.util.List;
import java.util.UUID;

/** What a local system hears at once about what it posted. */
public sealed interface Outcome {

  /**
   * Taken over: it is on disk.
   *
   * @param warnings data-quality marks; the record is carried all the same
   * @param repeated whether the same had been posted before and nothing else happened now
   */
  record Taken(UUID id, OutboundState state, List<Violation> warnings, boolean repeated)
      implements Outcome {}

  /**
   * It was only checked, and would be taken.
   *
   * @param to node it would go to; null if a person has to choose among the candidates
   * @param candidates nodes that come into question
   * @param record in our own form, if it was posted in another; else null
   */
  record Checked(
      String to, List<String> candidates, List<Violation> warnings, ResidentRecord record)
      implements Outcome {}

  /** Not taken, and why. */
  record Refused(List<Violation> violations) implements Outcome {}

  /** Not taken: too much waits for its destination already; later there may be room. */
  record BacklogFull() implements Outcome {}

  /** The idempotency key was used before with another body. */
  record IdempotencyKeyReused() implements Outcome {}
}
