package hutong.routes.ledger;

import java.util.List;

/**
 * A record for which somebody has to name the recipient.
 *
 * @param candidates nodes that come into question
 * @param record canonical XML of the record
 */
public record AwaitingAddress(TransferFacts facts, List<String> candidates, byte[] record) {}
