package hutong.routes.ledger;

import hutong.routes.Refusal;
import hutong.schemas.DueDate;
import java.time.Instant;

/**
 * A verified receipt from another node.
 *
 * @param by node that signed it
 * @param outcome the decision it says; null if it is a transport receipt only
 * @param due as this node computes it; as the receipt states it where this node owes the answer
 * @param dueDiffers whether the date in it is not the one we compute
 * @param evaluation whether the record matched; null if it does not say
 * @param marked whether the recipient put data-quality marks on it; null if it does not say
 */
public record Confirmation(
    TransferId about,
    String by,
    String digest,
    boolean transport,
    InboundState outcome,
    Instant receivedAt,
    Instant decidedAt,
    DueDate due,
    boolean dueDiffers,
    Refusal refusal,
    byte[] signedData,
    Evaluation evaluation,
    Boolean marked) {

  /** Says nothing of how good the record was. */
  public Confirmation(
      TransferId about,
      String by,
      String digest,
      boolean transport,
      InboundState outcome,
      Instant receivedAt,
      Instant decidedAt,
      DueDate due,
      boolean dueDiffers,
      Refusal refusal,
      byte[] signedData) {
    this(
        about,
        by,
        digest,
        transport,
        outcome,
        receivedAt,
        decidedAt,
        due,
        dueDiffers,
        refusal,
        signedData,
        null,
        null);
  }

  /**
   * The same in this node's own book.
   *
   * @param own the due date that it computes; null if none
   */
  public Confirmation owing(DueDate own) {
    boolean same = own == null ? due == null : due != null && own.date().equals(due.date());
    return new Confirmation(
        about,
        by,
        digest,
        transport,
        outcome,
        receivedAt,
        decidedAt,
        own,
        !same,
        refusal,
        signedData,
        evaluation,
        marked);
  }
}
