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
  private static final int MOST_THINGS = 256;

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
        if (each.getType().equals(CERTIFICATE) && found.size() < MOST) {
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

  static final String CERTIFICATE = "CERTIFICATE";
  static final String LIST = "X509 CRL";

  /** One thing of a file, of the type that its PEM header says. */
  @SuppressWarnings("ArrayRecordComponent") // carried, never compared
  record Thing(String type, byte[] der) {}

  /** Everything in a file: PEM, as often as it stands there, or one certificate or list in DER. */
  static List<Thing> things(byte[] file) throws Untrusted {
    if (file.length > 0 && file[0] == Der.SEQUENCE) {
      return List.of(new Thing(isCertificate(file) ? CERTIFICATE : LIST, file));
    }
    List<Thing> found = new ArrayList<>();
    try (PemReader reader =
        new PemReader(
            new InputStreamReader(new ByteArrayInputStream(file), StandardCharsets.US_ASCII))) {
      for (PemObject each = reader.readPemObject(); each != null; each = reader.readPemObject()) {
        if (found.size() == MOST_THINGS) {
          throw new Untrusted(Fault.TOO_LARGE, "a PEM file");
        }
        found.add(new Thing(each.getType(), each.getContent()));
      }
    } catch (IOException | RuntimeException unreadable) {
      throw Untrusted.malformed("a PEM file");
    }
    return found;
  }

  private static boolean isCertificate(byte[] der) {
    try {
      return Certificates.parse(der) != null;
    } catch (Untrusted another) {
      return false;
    }
  }

  /** The octets of one revocation list, PEM or DER. */
  static byte[] revocations(byte[] file) throws Untrusted {
    List<Thing> things = things(file);
    if (things.size() != 1 || !things.get(0).type().equals(LIST)) {
      throw Untrusted.malformed("a revocation list");
    }
    return things.get(0).der();
  }

  public static byte[] of(X509Certificate certificate) {
    return of(CERTIFICATE, Certificates.encoded(certificate));
  }

  /** A revocation list. */
  public static byte[] ofRevocations(byte[] crl) {
    return of(LIST, crl);
  }

  static byte[] of(String type, byte[] der) {
    String base64 = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(der);
    return ("-----BEGIN " + type + "-----\n" + base64 + "\n-----END " + type + "-----\n")
        .getBytes(StandardCharsets.US_ASCII);
  }

  private Pem() {}
}
