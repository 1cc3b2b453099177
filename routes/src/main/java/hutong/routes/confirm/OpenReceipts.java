package hutong.routes.confirm;

import hutong.certs.Opened;
import hutong.certs.Opener;
import hutong.certs.Untrusted;
import hutong.routes.Bundle;
import hutong.routes.Hints;
import hutong.routes.Quarantine;
import hutong.routes.QueueMessage;
import hutong.routes.ledger.Quarantined;
import hutong.routes.ledger.Quarantined.Form;
import hutong.schemas.Documents;
import hutong.schemas.RefusedInput;
import hutong.schemas.hx.Receipt;
import java.util.ArrayList;
import java.util.List;

/**
 * Step "open": verifies receipts; acceptance and rejection come sealed, transport receipts bare.
 */
public final class OpenReceipts {

  private final Opener opener;
  private final Documents documents;
  private final Quarantine quarantine;

  public OpenReceipts(Opener opener, Documents documents, Quarantine quarantine) {
    this.opener = opener;
    this.documents = documents;
    this.quarantine = quarantine;
  }

  /**
   * A verified receipt and what it says.
   *
   * @param traceparent a hint, as it came; null if there is none
   */
  record Verified(Opened opened, Receipt receipt, String traceparent) {}

  /**
   * What a group of queue messages held.
   *
   * @param begun when they were taken from their queue, nanoseconds of this process
   */
  public record Group(List<Verified> receipts, List<Quarantined> quarantined, long begun) {}

  public Group open(List<QueueMessage> messages) {
    long begun = System.nanoTime();
    List<Verified> receipts = new ArrayList<>();
    List<Quarantined> quarantined = new ArrayList<>();
    for (QueueMessage message : messages) {
      for (byte[] piece : Bundle.read(message.body())) {
        try {
          receipts.add(open(piece, Hints.traceparent(message)));
        } catch (Untrusted fault) {
          quarantined.add(quarantine.of(piece, fault.fault().name(), message, Form.RECEIPT));
        } catch (RefusedInput unreadable) {
          quarantined.add(quarantine.of(piece, "RECEIPT_UNREADABLE", message, Form.RECEIPT));
        } catch (RuntimeException unforeseen) {
          quarantined.add(quarantine.of(piece, "NOT_OPENABLE", message, Form.RECEIPT));
        }
      }
    }
    return new Group(receipts, quarantined, begun);
  }

  private Verified open(byte[] piece, String traceparent) throws Untrusted, RefusedInput {
    Opened opened = opener.openReceipt(piece);
    return new Verified(opened, documents.readReceipt(opened.content()), traceparent);
  }
}
