package hutong.routes.ledger;

import hutong.routes.Refusal;
import hutong.schemas.DueDate;
import java.time.Instant;

/**
 * Everything a receipt says.
 *
 * @param about the transfer receipted
 * @param digest {@code ALGORITHM:hex} of the signed exchange document received
 * @param transport whether it says "verified and on my disk"
 * @param outcome the decision it says; null if none yet
 * @param decidedAt null if not decided
 * @param due when the answer is due; null if none is
 * @param evaluation whether the record matched; null if nobody said so
 * @param marked whether the recipient put data-quality marks on it; null without an acceptance
 * @param refusal why, with {@link InboundState#REJECTED}
 */
public record ReceiptFacts(
    TransferId about,
    String digest,
    boolean transport,
    InboundState outcome,
    Instant receivedAt,
    Instant decidedAt,
    DueDate due,
    Refusal refusal,
    LedgerPosition position,
    Evaluation evaluation,
    Boolean marked) {

  /** Says nothing of how good the record was. */
  public ReceiptFacts(
      TransferId about,
      String digest,
      boolean transport,
      InboundState outcome,
      Instant receivedAt,
      Instant decidedAt,
      DueDate due,
      Refusal refusal,
      LedgerPosition position) {
    this(
        about,
        digest,
        transport,
        outcome,
        receivedAt,
        decidedAt,
        due,
        refusal,
        position,
        null,
        null);
  }
}
