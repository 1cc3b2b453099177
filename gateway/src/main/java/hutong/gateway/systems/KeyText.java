package hutong.gateway.systems;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.Optional;

/**
 * The written form of an API key: {@code hk_<name>_<256 random bits in base64url>}.
 *
 * <p>Only its SHA-256 is stored. A slow, salted hash guards what people choose and others can
 * guess; 256 random bits can't be searched however fast the hash is, so a fast one loses nothing
 * and keeps a check of every call cheap.
 */
final class KeyText {

  private static final String PREFIX = "hk_";
  private static final int SECRET_BYTES = 32;
  private static final int SECRET_LENGTH = 43;

  private final String name;
  private final String text;

  private KeyText(String name, String text) {
    this.name = name;
    this.text = text;
  }

  static KeyText random(String name, SecureRandom random) {
    byte[] secret = new byte[SECRET_BYTES];
    random.nextBytes(secret);
    return new KeyText(
        name, PREFIX + name + "_" + Base64.getUrlEncoder().withoutPadding().encodeToString(secret));
  }

  /** Empty if it can't be a key; a name holds no underscore, so the first one ends it. */
  static Optional<KeyText> parse(String text) {
    if (!text.startsWith(PREFIX) || text.length() > PREFIX.length() + 41 + SECRET_LENGTH) {
      return Optional.empty();
    }
    int end = text.indexOf('_', PREFIX.length());
    if (end < 0 || text.length() - end - 1 != SECRET_LENGTH) {
      return Optional.empty();
    }
    String name = text.substring(PREFIX.length(), end);
    return SystemName.valid(name) ? Optional.of(new KeyText(name, text)) : Optional.empty();
  }

  String name() {
    return name;
  }

  /** The key itself, to be shown once. */
  String text() {
    return text;
  }

  byte[] hash() {
    try {
      return MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.US_ASCII));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }

  /** Never the secret. */
  @Override
  public String toString() {
    return PREFIX + name + "_…";
  }
}
