package hutong.routes.ledger;

import java.util.List;

/**
 * A received record that has not been offered yet.
 *
 * @param key the ledger's own key of the transfer
 * @param offices divisions responsible today; one if decided
 * @param requestedBy for an answer, the local system that asked; else null
 */
public record Undelivered(
    long key, TransferFacts facts, List<String> offices, String requestedBy) {}
