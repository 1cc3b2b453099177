package hutong.routes.ledger;

import hutong.routes.Bundle;
import java.time.Instant;
import java.util.HexFormat;

/**
 * An envelope that failed before its sender was verified: kept, shown, never answered.
 *
 * @param fault why, a stable word
 * @param digest hex SHA-256 of the envelope
 * @param from who wrote it, as the broker authenticated it, or who signed it; null if neither is
 *     known. Never what it says of itself: what is kept is bounded for each, and nobody may use up
 *     another's room.
 * @param envelope what is kept of it
 */
public record Quarantined(
    Instant at, String fault, String digest, String from, byte[] envelope, Form form) {

  /** What it is, and thereby whether and how it can be taken up again. */
  public enum Form {
    /** A sealed record, or what was sent as one. */
    ENVELOPE,
    /** SignedData of a record that was opened and verified before it failed. */
    RECORD,
    /** A receipt as it came. */
    RECEIPT,
    /** Anything else: its sender repeats it by itself. */
    OTHER;

    public boolean releasable() {
      return this != OTHER;
    }
  }

  /** A sealed record. */
  public Quarantined(Instant at, String fault, String digest, String from, byte[] envelope) {
    this(at, fault, digest, from, envelope, Form.ENVELOPE);
  }

  /** Whether less of it is kept than came. */
  public boolean cutOff() {
    return !HexFormat.of().formatHex(Bundle.sha256(envelope)).equals(digest);
  }
}
