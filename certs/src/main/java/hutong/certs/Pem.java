package hutong.certs;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import org.bouncycastle.util.io.pem.PemObject;
import org.bouncycastle.util.io.pem.PemReader;

/** Certificates, requests and revocation lists as other programs read and write them (RFC 7468). */
public final class Pem {

  private static final int MOST_BYTES = 1 << 20;
  private static final int MOST = 64;

  /** The certificates of a file, PEM or one in DER; other things in it are passed over. */
  public static List<X509Certificate> certificates(byte[] file) throws Untrusted {
    if (file.length > MOST_BYTES) {
      throw new Untrusted(Fault.TOO_LARGE, "a file of certificates");
    }
    if (file.length > 0 && file[0] == Der.SEQUENCE) {
      return List.of(Certificates.parse(file));
    }
    List<X509Certificate> found = new ArrayList<>();
    try (PemReader reader =
        new PemReader(
            new InputStreamReader(new ByteArrayInputStream(file), StandardCharsets.US_ASCII))) {
      for (PemObject each = reader.readPemObject(); each != null; each = reader.readPemObject()) {
        if (each.getType().equals("CERTIFICATE") && found.size() < MOST) {
          found.add(Certificates.parse(each.getContent()));
        }
      }
    } catch (IOException | RuntimeException e) {
      throw Untrusted.malformed("a file of certificates");
    }
    if (found.isEmpty()) {
      throw Untrusted.malformed("a file without a certificate");
    }
    return found;
  }

  /** The octets of a revocation list, PEM or DER. */
  static byte[] revocations(byte[] file) throws Untrusted {
    if (file.length > 0 && file[0] == Der.SEQUENCE) {
      return file;
    }
    try (PemReader reader =
        new PemReader(
            new InputStreamReader(new ByteArrayInputStream(file), StandardCharsets.US_ASCII))) {
      PemObject first = reader.readPemObject();
      if (first != null && first.getType().equals("X509 CRL")) {
        return first.getContent();
      }
    } catch (IOException | RuntimeException unreadable) {
      throw Untrusted.malformed("a revocation list");
    }
    throw Untrusted.malformed("a revocation list");
  }

  public static byte[] of(X509Certificate certificate) {
    return of("CERTIFICATE", Certificates.encoded(certificate));
  }

  /** A revocation list. */
  public static byte[] ofRevocations(byte[] crl) {
    return of("X509 CRL", crl);
  }

  static byte[] of(String type, byte[] der) {
    String base64 = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(der);
    return ("-----BEGIN " + type + "-----\n" + base64 + "\n-----END " + type + "-----\n")
        .getBytes(StandardCharsets.US_ASCII);
  }

  private Pem() {}
}
