package hutong.routes.ledger;

import java.time.Instant;

/**
 * An envelope that failed before its sender was verified: kept, shown, never answered.
 *
 * @param fault why, a stable word
 * @param digest hex SHA-256 of the envelope
 * @param claimedFrom the sender that the broker's hints name; not verified
 */
public record Quarantined(
    Instant at, String fault, String digest, String claimedFrom, byte[] envelope) {}
