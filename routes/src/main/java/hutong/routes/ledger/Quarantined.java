package hutong.routes.ledger;

import java.time.Instant;

/**
 * An envelope that failed before its sender was verified: kept, shown, never answered.
 *
 * @param fault why, a stable word
 * @param digest hex SHA-256 of the envelope
 * @param from who wrote it, as the broker authenticated it, or who signed it; null if neither is
 *     known. Never what it says of itself: what is kept is bounded for each, and nobody may use up
 *     another's room.
 */
public record Quarantined(Instant at, String fault, String digest, String from, byte[] envelope) {}
