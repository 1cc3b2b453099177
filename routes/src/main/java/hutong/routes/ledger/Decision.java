package hutong.routes.ledger;

import hutong.routes.Refusal;
import hutong.schemas.RejectionCode;

/**
 * What a local system decided about a record.
 *
 * @param refusal why it is rejected, or would be once it has been sought for long enough; null if
 *     accepted
 * @param unknown whether the person is not known there yet: it is neither accepted nor rejected,
 *     and offered again day by day, since the record that it depends on may be on its way
 * @param evaluation whether it matched; null if that was not looked at, and where it is rejected
 */
public record Decision(TransferId about, Refusal refusal, Evaluation evaluation, boolean unknown) {

  /** Accepted with an evaluation, or rejected. */
  public Decision(TransferId about, Refusal refusal, Evaluation evaluation) {
    this(about, refusal, evaluation, false);
  }

  /** That the person is not known. */
  public static Decision unknown(TransferId about) {
    return new Decision(about, Refusal.of(RejectionCode.PERSON_NOT_FOUND), null, true);
  }

  /** Without an evaluation. */
  public Decision(TransferId about, Refusal refusal) {
    this(about, refusal, null);
  }
}
