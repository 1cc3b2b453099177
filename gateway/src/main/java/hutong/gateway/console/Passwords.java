package hutong.gateway.console;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Base64;
import org.bouncycastle.crypto.generators.Argon2BytesGenerator;
import org.bouncycastle.crypto.params.Argon2Parameters;

/**
 * Passwords as they are kept: Argon2id (RFC 9106) with 19 MB and two passes, as OWASP has it for
 * where memory is dear. Whoever tries one costs that much, so they are tried one after the other.
 */
final class Passwords {

  static final int MOST = 200;

  /** Fits nothing, and takes as long to be found so as any other. */
  static final String NONE = encoded(new byte[16]) + "$" + encoded(new byte[32]);

  private static final int MEMORY_KB = 19_456;
  private static final int PASSES = 2;
  private static final int SALT = 16;
  private static final int HASH = 32;
  private static final String ALPHABET = "abcdefghjkmnpqrstuvwxyz23456789";
  private static final int GENERATED = 20;

  private Passwords() {}

  /** One that nobody has chosen: about 99 bits. */
  static String generate(SecureRandom random) {
    StringBuilder password = new StringBuilder();
    for (int i = 0; i < GENERATED; i++) {
      password.append(ALPHABET.charAt(random.nextInt(ALPHABET.length())));
    }
    return password.toString();
  }

  /** Salt and hash, as text. */
  static String hash(String password, SecureRandom random) {
    byte[] salt = new byte[SALT];
    random.nextBytes(salt);
    return encoded(salt) + "$" + encoded(argon(password, salt));
  }

  /** Takes as long for a wrong one as for the right. */
  static boolean fits(String password, String stored) {
    String[] parts = stored.split("\\$", 2);
    byte[] salt = Base64.getDecoder().decode(parts[0]);
    return MessageDigest.isEqual(Base64.getDecoder().decode(parts[1]), argon(password, salt));
  }

  private static synchronized byte[] argon(String password, byte[] salt) {
    Argon2BytesGenerator argon = new Argon2BytesGenerator();
    argon.init(
        new Argon2Parameters.Builder(Argon2Parameters.ARGON2_id)
            .withVersion(Argon2Parameters.ARGON2_VERSION_13)
            .withMemoryAsKB(MEMORY_KB)
            .withIterations(PASSES)
            .withParallelism(1)
            .withSalt(salt)
            .build());
    byte[] hash = new byte[HASH];
    argon.generateBytes(password.getBytes(StandardCharsets.UTF_8), hash);
    return hash;
  }

  private static String encoded(byte[] octets) {
    return Base64.getEncoder().encodeToString(octets);
  }
}
