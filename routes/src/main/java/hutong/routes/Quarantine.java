package hutong.routes;

import hutong.routes.ledger.Quarantined;
import hutong.routes.ledger.Quarantined.Form;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Clock;
import java.util.Arrays;
import java.util.HexFormat;

/** Draws up what is kept of an envelope that can't be trusted. */
public final class Quarantine {

  private static final int LONGEST_KEPT = 1 << 20;

  private final Clock clock;

  public Quarantine(Clock clock) {
    this.clock = clock;
  }

  /**
   * An entry for one envelope.
   *
   * @param fault stable word
   */
  public Quarantined of(byte[] envelope, String fault, QueueMessage message, Form form) {
    return of(envelope, fault, message.writtenBy(), form);
  }

  /** The same, of what nobody takes up again. */
  public Quarantined of(byte[] envelope, String fault, QueueMessage message) {
    return of(envelope, fault, message.writtenBy(), Form.OTHER);
  }

  /** The same, of what was verified before it failed. */
  public Quarantined of(byte[] envelope, String fault, String from) {
    return of(envelope, fault, from, Form.OTHER);
  }

  /** The same, of what was verified before it failed. */
  public Quarantined of(byte[] envelope, String fault, String from, Form form) {
    byte[] kept =
        envelope.length <= LONGEST_KEPT ? envelope : Arrays.copyOf(envelope, LONGEST_KEPT);
    return new Quarantined(clock.instant(), fault, sha256(envelope), from, kept, form);
  }

  private static String sha256(byte[] bytes) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException(impossible);
    }
  }
}
