package hutong.routes.ledger;

/**
 * SignedData just made for an outbox entry.
 *
 * @param digest {@code ALGORITHM:hex} of the signed exchange document
 */
public record SignedRecord(long row, byte[] signedData, String digest) {}
