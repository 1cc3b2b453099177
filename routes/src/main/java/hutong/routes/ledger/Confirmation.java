package hutong.routes.ledger;

import hutong.routes.Refusal;
import hutong.schemas.DueDate;
import java.time.Instant;

/**
 * A verified receipt from another node.
 *
 * @param by node that signed it
 * @param outcome the decision it says; null if it is a transport receipt only
 * @param dueDiffers whether the date in it is not the one we compute
 */
public record Confirmation(
    TransferId about,
    String by,
    String digest,
    boolean transport,
    InboundState outcome,
    Instant receivedAt,
    Instant decidedAt,
    DueDate due,
    boolean dueDiffers,
    Refusal refusal,
    byte[] signedData) {}
