package hutong.routes.ledger;

/**
 * A place in the ledger that can't be back-dated.
 *
 * @param epoch raised by a restore
 * @param writer the chain's writer
 * @param number number of the event in that chain
 * @param digest hex SHA-256 of the event, which covers the one before it
 */
public record LedgerPosition(long epoch, String writer, long number, String digest) {}
