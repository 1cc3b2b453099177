package hutong.certs;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Objects;

/**
 * A digest and the algorithm that made it, equal by value.
 *
 * @param algorithm the registered name, e.g. {@code SHA-256}
 * @param value the digest's octets; copied in and out
 */
@SuppressWarnings("ArrayRecordComponent") // compared by value, copied in and out
public record Digest(String algorithm, byte[] value) {

  public Digest {
    Objects.requireNonNull(algorithm);
    value = value.clone();
  }

  /**
   * The digest of content, by an algorithm that some suite has.
   *
   * @throws IllegalArgumentException if none has it
   */
  public static Digest of(String algorithm, byte[] content) {
    try {
      MessageDigest digest = MessageDigest.getInstance(algorithm, Certificates.BOUNCY_CASTLE);
      return new Digest(algorithm, digest.digest(content));
    } catch (NoSuchAlgorithmException unknown) {
      throw new IllegalArgumentException("no digest of a suite", unknown);
    }
  }

  /** Reads what {@link #toString()} wrote. */
  public static Digest parse(String text) {
    int colon = text.indexOf(':');
    if (colon < 1 || text.length() > 200) {
      throw new IllegalArgumentException("a digest is written algorithm:hex");
    }
    return new Digest(
        text.substring(0, colon).toUpperCase(Locale.ROOT),
        HexFormat.of().parseHex(text, colon + 1, text.length()));
  }

  @Override
  public byte[] value() {
    return value.clone();
  }

  /** The value in lower-case hexadecimal. */
  public String hex() {
    return HexFormat.of().formatHex(value);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Digest that
        && algorithm.equals(that.algorithm)
        && MessageDigest.isEqual(value, that.value);
  }

  @Override
  public int hashCode() {
    return value.length < 4
        ? value.length
        : value[0] << 24 | (value[1] & 0xff) << 16 | (value[2] & 0xff) << 8 | (value[3] & 0xff);
  }

  /** {@code algorithm:hex}, in lower case. */
  @Override
  public String toString() {
    return algorithm.toLowerCase(Locale.ROOT) + ":" + hex();
  }
}
