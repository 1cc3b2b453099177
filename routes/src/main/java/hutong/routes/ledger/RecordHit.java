package hutong.routes.ledger;

/**
 * One record that was found.
 *
 * @param cause stable word: why it was refused, or waits; null if there is none
 */
public record RecordHit(TransferView view, String cause) {}
