package hutong.routes.ledger;

import hutong.routes.Refusal;
import hutong.schemas.DueDate;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

/**
 * What may be shown of a transfer.
 *
 * @param outbound whether this node sends it
 * @param state an {@link OutboundState} or {@link InboundState} name
 * @param owner who moves it on; null if nobody needs to
 * @param system the local system that posted it, or that decides it; null if none yet
 * @param candidates nodes or offices that come into question while it waits for a person
 * @param erasedAt since when it is a tombstone; null if it is not
 * @param prunedAt since when its content is no longer held, though it is not erased; null if it is
 * @param of the case that it opened; null if it opened none
 * @param clock of the answer owed; null if none is, or not yet
 * @param evaluation what its recipient found; null if it did not say
 * @param answeredBy id of the answer, once there is one
 */
public record TransferView(
    boolean outbound,
    TransferFacts facts,
    String state,
    String owner,
    String nextEvent,
    Instant nextAttempt,
    String system,
    List<String> marks,
    List<String> candidates,
    List<String> addressEvidence,
    AnswerClock clock,
    Evaluation evaluation,
    Refusal refusal,
    CaseView of,
    UUID answeredBy,
    Instant changedAt,
    Instant erasedAt,
    Instant prunedAt) {

  /** When its answer is due; null if none is, or not yet. */
  public DueDate due() {
    return clock == null ? null : clock.due();
  }
}
