package hutong.routes.ledger;

import java.time.Instant;

/**
 * What is shown of an envelope in quarantine.
 *
 * @param fault why, a stable word
 * @param digest hex SHA-256 of the envelope
 * @param from as in {@link Quarantined}
 * @param bytes octets of it that are kept
 * @param form what it is
 */
public record InQuarantine(
    Instant at, String fault, String digest, String from, long bytes, Quarantined.Form form) {}
