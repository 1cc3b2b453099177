package hutong.routes.ledger;

import java.time.Instant;
import java.util.UUID;

/**
 * Where a transfer that is not decided yet stands at its recipient.
 *
 * @param state not final; null if the recipient never received it
 * @param since when it came into that state; null if never received
 */
public record Interim(UUID id, InboundState state, Instant since) {}
