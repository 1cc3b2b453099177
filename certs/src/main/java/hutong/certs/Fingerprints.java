package hutong.certs;

import java.security.cert.X509Certificate;
import java.util.HexFormat;
import java.util.Locale;

/** Digests as people compare them: 128 bits of SHA-256 in groups of four hexadecimal digits. */
public final class Fingerprints {

  private static final int OCTETS = 16;
  private static final int GROUP = 4;

  private Fingerprints() {}

  public static String of(byte[] bytes) {
    String hex = HexFormat.of().formatHex(Sha256.of(bytes), 0, OCTETS);
    return String.join("-", hex.split("(?<=\\G.{" + GROUP + "})", -1)).replaceAll("-$", "");
  }

  /** Of the whole certificate. */
  public static String of(X509Certificate certificate) {
    return of(Certificates.encoded(certificate));
  }

  /** Whether somebody's words mean this fingerprint: small and large letters, any separators. */
  public static boolean same(String fingerprint, String said) {
    return bare(fingerprint).equals(bare(said));
  }

  private static String bare(String text) {
    return text.toLowerCase(Locale.ROOT).replaceAll("[^0-9a-z]", "");
  }
}
