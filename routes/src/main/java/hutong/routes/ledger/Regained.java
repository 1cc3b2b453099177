package hutong.routes.ledger;

import java.util.List;
import java.util.UUID;

/**
 * A transfer that a partner gave back after this node's ledger was restored; all of it verified.
 */
public sealed interface Regained {

  /**
   * Receipts that it came with: this node's own about what it received, the partner's otherwise.
   */
  List<Confirmation> receipts();

  /** What this node received and receipted; there is at least one receipt. */
  record Received(Arrival arrival, List<Confirmation> receipts) implements Regained {}

  /**
   * What this node signed and sent.
   *
   * @param streamId null outside the order
   * @param sourceIndex keyed index of (source system, source key)
   * @param personIndex keyed index of (recipient, person); null outside the order
   * @param subjectIndex keyed index of the person, whoever the recipient is
   * @param contentDigest digest of the canonical record
   * @param counted what clocks and rates have to know of it
   */
  record Sent(
      TransferFacts facts,
      UUID streamId,
      long streamNumber,
      byte[] sourceIndex,
      long sourceVersion,
      byte[] personIndex,
      byte[] subjectIndex,
      byte[] contentDigest,
      String digest,
      byte[] signedData,
      List<Confirmation> receipts,
      Counted counted)
      implements Regained {}
}
