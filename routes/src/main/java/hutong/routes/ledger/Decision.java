package hutong.routes.ledger;

import hutong.routes.Refusal;

/**
 * What a local system decided about a record.
 *
 * @param refusal why it is rejected; null if accepted
 * @param evaluation whether it matched; null if that was not looked at, and where it is rejected
 */
public record Decision(TransferId about, Refusal refusal, Evaluation evaluation) {

  /** Without an evaluation. */
  public Decision(TransferId about, Refusal refusal) {
    this(about, refusal, null);
  }
}
