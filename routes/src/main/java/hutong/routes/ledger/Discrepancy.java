package hutong.routes.ledger;

import java.time.Instant;
import java.util.UUID;

/**
 * A record of which the two books say different things.
 *
 * @param here what this node's book says, as in {@link BookEntry}; {@code -} if it lacks it
 * @param there what the partner's book says
 */
public record Discrepancy(UUID id, Instant hour, char here, char there, Instant found) {}
