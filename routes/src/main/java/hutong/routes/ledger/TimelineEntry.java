package hutong.routes.ledger;

import java.time.Instant;

/**
 * One event in the life of a transfer.
 *
 * @param what stable word, a state or an attempt
 * @param detail for people, without anything personal; may be empty
 */
public record TimelineEntry(Instant at, String what, String detail, LedgerPosition position) {}
