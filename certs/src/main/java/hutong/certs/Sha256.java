package hutong.certs;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/** SHA-256 by the platform. */
final class Sha256 {

  static byte[] of(byte[]... parts) {
    try {
      MessageDigest sha = MessageDigest.getInstance("SHA-256", Platform.DIGESTS);
      for (byte[] part : parts) {
        sha.update(part);
      }
      return sha.digest();
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }

  private Sha256() {}
}
