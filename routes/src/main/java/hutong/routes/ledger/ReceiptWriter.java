package hutong.routes.ledger;

/**
 * Writes and signs a receipt; called inside the transaction that stores what it is about, so that
 * no receipt exists for what is not on disk, and nothing is on disk without its receipt.
 */
@FunctionalInterface
public interface ReceiptWriter {

  /** Returns the receipt's SignedData. */
  byte[] write(ReceiptFacts facts);
}
