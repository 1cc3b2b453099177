package hutong.certs;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/** SHA-512 by the platform. */
final class Sha512 {

  static byte[] of(byte[] octets) {
    try {
      return MessageDigest.getInstance("SHA-512", Platform.DIGESTS).digest(octets);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-512", e);
    }
  }

  private Sha512() {}
}
