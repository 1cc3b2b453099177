package hutong.routes.ledger;

/**
 * Content of an attachment in the ledger, all of it.
 *
 * @param size octets
 */
public record Content(long key, int size) {}
