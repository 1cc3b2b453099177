package hutong.certs;

import java.security.cert.X509Certificate;
import java.util.Arrays;
import java.util.HexFormat;

/** SHA-256 of a certificate, as the key of a map. */
final class Fingerprint {

  private final byte[] sha256;

  Fingerprint(byte[] sha256) {
    this.sha256 = sha256;
  }

  /** Null where it is none. */
  static Fingerprint ofHex(String hex) {
    if (hex == null || hex.length() != 64) {
      return null;
    }
    try {
      return new Fingerprint(HexFormat.of().parseHex(hex));
    } catch (IllegalArgumentException noHex) {
      return null;
    }
  }

  static Fingerprint of(X509Certificate certificate) {
    return new Fingerprint(Sha256.of(Certificates.encoded(certificate)));
  }

  String hex() {
    return HexFormat.of().formatHex(sha256);
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
