package hutong.certs;

import java.util.Arrays;

/** SHA-256 of a certificate, as the key of a map. */
final class Fingerprint {

  private final byte[] sha256;

  Fingerprint(byte[] sha256) {
    this.sha256 = sha256;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Fingerprint that && Arrays.equals(sha256, that.sha256);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(sha256);
  }
}
