package hutong.certs;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.HexFormat;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** The one secret of a node: opens its key stores, and other keys are derived from it. */
public final class Secret {

  private static final int SHORTEST = 16;
  private static final int LONGEST = 1024;

  private final char[] characters;

  private Secret(char[] characters) {
    this.characters = characters;
  }

  /**
   * The secret from the environment where it is given there, else from the file, which is made on
   * first use with 256 random bits.
   *
   * @param fromEnvironment the environment variable's value, or null
   */
  public static Secret of(Path file, String fromEnvironment) throws IOException {
    if (fromEnvironment != null && !fromEnvironment.isEmpty()) {
      return checked(fromEnvironment, "the secret in the environment");
    }
    if (!Files.exists(file)) {
      byte[] random = new byte[32];
      new SecureRandom().nextBytes(random);
      PrivateFile.write(
          file, (HexFormat.of().formatHex(random) + "\n").getBytes(StandardCharsets.US_ASCII));
    }
    String text = new String(PrivateFile.read(file, LONGEST), StandardCharsets.UTF_8).strip();
    return checked(text, "the secret in its file");
  }

  private static Secret checked(String text, String which) {
    if (text.length() < SHORTEST || text.length() > LONGEST) {
      throw new IllegalArgumentException(which + " needs at least " + SHORTEST + " characters");
    }
    return new Secret(text.toCharArray());
  }

  /** A copy, for key stores. */
  public char[] characters() {
    return characters.clone();
  }

  /** A 256-bit key for one purpose, always the same (HMAC-SHA-256 of the purpose). */
  public byte[] key(String purpose) {
    try {
      Mac mac = Mac.getInstance("HmacSHA256", Platform.JCE);
      byte[] bytes = new String(characters).getBytes(StandardCharsets.UTF_8);
      mac.init(new SecretKeySpec(bytes, "HmacSHA256"));
      return mac.doFinal(purpose.getBytes(StandardCharsets.UTF_8));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("HMAC-SHA-256 of the platform", e);
    }
  }

  /** Masked. */
  @Override
  public String toString() {
    return "Secret[****]";
  }
}
