package hutong.routes;

import hutong.certs.Opened;
import hutong.routes.ledger.Confirmation;
import hutong.routes.ledger.Evaluation;
import hutong.routes.ledger.InboundState;
import hutong.routes.ledger.TransferId;
import hutong.schemas.DueDate;
import hutong.schemas.hx.MatchResult;
import hutong.schemas.hx.Outcome;
import hutong.schemas.hx.Receipt;
import hutong.schemas.hx.ReceiptKind;
import java.util.List;
import java.util.Locale;

/** What a verified receipt says, in the ledger's words. */
public final class ReceiptSays {

  private ReceiptSays() {}

  public static Confirmation of(Opened opened, Receipt receipt) {
    return new Confirmation(
        new TransferId(receipt.getSubject().getSender(), receipt.getSubject().getId()),
        opened.signer().id(),
        digest(receipt),
        receipt.getSays().contains(ReceiptKind.TRANSPORT),
        receipt.getOutcome() == Outcome.RECEIVED
            ? null
            : InboundState.valueOf(receipt.getOutcome().name()),
        receipt.getReceivedAt(),
        receipt.getDecidedAt(),
        due(receipt),
        false,
        refusal(receipt),
        opened.signedData(),
        evaluation(receipt),
        receipt.isMarked());
  }

  /** Null if it states none. */
  public static DueDate due(Receipt receipt) {
    return receipt.getDue() == null
        ? null
        : new DueDate(
            receipt.getDue().getDate(),
            receipt.getDue().getRule(),
            receipt.getDue().getCalendarVersion());
  }

  private static String digest(Receipt receipt) {
    String algorithm = receipt.getDigest().getAlgorithm().value().toLowerCase(Locale.ROOT);
    return algorithm + ":" + receipt.getDigest().getHex();
  }

  private static Evaluation evaluation(Receipt receipt) {
    return receipt.getEvaluation() == null
        ? null
        : new Evaluation(
            receipt.getEvaluation().getMatch() == MatchResult.MATCHED,
            List.copyOf(receipt.getEvaluation().getDeviation()));
  }

  private static Refusal refusal(Receipt receipt) {
    return receipt.getRejection() == null
        ? null
        : new Refusal(
            receipt.getRejection().getCode(),
            List.copyOf(receipt.getRejection().getPointer()),
            receipt.getRejection().getZh());
  }
}
