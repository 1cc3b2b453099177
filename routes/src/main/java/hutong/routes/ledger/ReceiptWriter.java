package hutong.routes.ledger;

import java.util.List;

/**
 * Writes and signs receipts; called inside the transaction that stores what they are about, so that
 * no receipt exists for what is not on disk, and nothing is on disk without its receipt.
 */
@FunctionalInterface
public interface ReceiptWriter {

  /** Returns the receipts as signed, in the order of what they say. */
  List<byte[]> write(List<ReceiptFacts> receipts);
}
