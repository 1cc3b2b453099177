package hutong.routes.ledger;

import java.util.List;

/**
 * A verified record that waits for its attachments; nobody has been answered.
 *
 * @param key where the ledger keeps it; 0 before it does
 * @param id its transfer
 * @param digest of the signed exchange document, as in {@link Arrival}
 * @param signedData as received and verified; null if what is stored is damaged
 */
@SuppressWarnings("ArrayRecordComponent") // compared nowhere
public record Held(
    long key, TransferId id, String digest, byte[] signedData, List<LargeAttachment> attachments) {}
