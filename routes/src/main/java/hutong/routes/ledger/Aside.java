package hutong.routes.ledger;

/**
 * An entry of the outbox that can't be sent, whatever its destination does.
 *
 * @param cause stable word
 */
public record Aside(long row, String cause) {}
