package hutong.gateway.evidence;

import hutong.certs.ClockSkew;
import hutong.certs.ContentKind;
import hutong.certs.Opened;
import hutong.certs.PastDirectories;
import hutong.certs.Untrusted;
import hutong.gateway.evidence.Evidence.Receipted;
import hutong.routes.ReceiptSays;
import hutong.routes.ledger.Confirmation;
import hutong.routes.ledger.LedgerPosition;
import hutong.schemas.Documents;
import hutong.schemas.RefusedInput;
import hutong.schemas.hx.Receipt;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;

/** Verifies receipts against the document that they are about, each and together. */
final class ReceiptChecks {

  private final Documents documents;
  private final PastDirectories directories;
  private final Statement statement;
  private final Instant created;
  private final Function<String, Instant> thereBy;

  /**
   * For one container.
   *
   * @param created when the document was, as its signed header says; null if that is gone
   * @param thereBy by when what has that digest, hex of SHA-256, is proved to have been there
   */
  ReceiptChecks(
      Documents documents,
      PastDirectories directories,
      Statement statement,
      Instant created,
      Function<String, Instant> thereBy) {
    this.documents = documents;
    this.directories = directories;
    this.statement = statement;
    this.created = created;
    this.thereBy = thereBy;
  }

  Receipted receipt(byte[] signedData, byte[] text) throws Untrusted, Failing {
    Opened receipt =
        directories.verify(
            signedData, ContentKind.RECEIPT, thereBy.apply(CheckpointChecks.digest(signedData)));
    if (!Arrays.equals(receipt.content(), text)) {
      throw new Failing("文本与所签内容不同", "the text beside one is not what was signed");
    }
    Receipt read;
    try {
      read = documents.readReceipt(receipt.content());
    } catch (RefusedInput unreadable) {
      throw new Failing("内容不符合规范", "what was signed is no receipt");
    }
    Confirmation says = ReceiptSays.of(receipt, read);
    if (!receipt.signer().id().equals(statement.recipient())
        || !read.getRecipient().equals(statement.recipient())) {
      throw new Failing("签名者不是接收方", "one is not signed by the recipient");
    }
    if (!says.about().from().equals(statement.sender())
        || !says.about().id().equals(statement.id())
        || !says.digest().equals(statement.digest())) {
      throw new Failing("回执属于另一文件", "one is for another document");
    }
    if (created != null && receipt.signedAt().isBefore(created.minus(ClockSkew.ALLOWED))) {
      throw new Failing("时间先后不符", "one was signed before the document was made");
    }
    var position = read.getLedgerPosition();
    return new Receipted(
        receipt,
        says,
        new LedgerPosition(
            position.getEpoch(),
            position.getWriter(),
            position.getNumber(),
            position.getEventDigest()));
  }

  /**
   * Whether there are any; they tell one outcome at most, and may not be missing at who is to have
   * signed them, nor where nothing else is left.
   */
  boolean together(List<Receipted> receipts) throws Failing {
    long outcomes = receipts.stream().filter(each -> each.says().outcome() != null).count();
    if (outcomes > 1) {
      throw new Failing("回执互相矛盾", "there is more than one of a kind");
    }
    if (receipts.isEmpty() && (statement.erased() || !statement.outbound())) {
      throw new Failing("缺少回执", "there is none, where there has to be one");
    }
    return !receipts.isEmpty();
  }
}
