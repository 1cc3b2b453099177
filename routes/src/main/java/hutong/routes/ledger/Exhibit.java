package hutong.routes.ledger;

import java.time.Instant;
import java.util.List;

/**
 * All that the ledger holds of a transfer as evidence.
 *
 * @param digest {@code ALGORITHM:hex} of the signed exchange document; null while it is unsigned
 * @param signedData the exchange document as it was sent or received; null while it is unsigned, or
 *     once it has been erased or pruned
 * @param erasedAt null if it has not been erased
 * @param attachments those that came or go apart
 * @param receipts in the order in which they were stored
 * @param events every event, oldest first
 * @param proof of the events, by checkpoints
 */
@SuppressWarnings("ArrayRecordComponent") // compared nowhere; copying would be waste
public record Exhibit(
    TransferView view,
    String digest,
    byte[] signedData,
    Instant erasedAt,
    List<Part> attachments,
    List<StoredReceipt> receipts,
    List<TimelineEntry> events,
    CheckpointProof proof) {

  /** Whether the document was here and is no longer held: erased, or pruned. */
  public boolean gone() {
    return erasedAt != null || view.prunedAt() != null;
  }

  /**
   * An attachment.
   *
   * @param number its place among the attachments of the record, from 0
   */
  public record Part(int number, Content content) {}
}
