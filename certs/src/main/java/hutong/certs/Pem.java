package hutong.certs;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import org.bouncycastle.cert.X509CRLHolder;
import org.bouncycastle.util.io.pem.PemObject;
import org.bouncycastle.util.io.pem.PemReader;

/** Certificates, requests and revocation lists as other programs read and write them (RFC 7468). */
public final class Pem {

  private static final int MOST_BYTES = 1 << 20;
  private static final int MOST = 64;
  private static final String LIST = "X509 CRL";

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

  /** What stands in one file. */
  record Content(List<X509Certificate> certificates, List<byte[]> lists) {}

  /**
   * All certificates and revocation lists of a file: any number of both in PEM, or one in DER.
   *
   * @throws Untrusted if there is anything else in it, or nothing
   */
  static Content content(byte[] file) throws Untrusted {
    List<X509Certificate> certificates = new ArrayList<>();
    List<byte[]> lists = new ArrayList<>();
    if (file.length > 0 && file[0] == Der.SEQUENCE) {
      if (isList(file)) {
        lists.add(file);
      } else {
        certificates.add(Certificates.parse(file));
      }
      return new Content(certificates, lists);
    }
    try (PemReader reader =
        new PemReader(
            new InputStreamReader(new ByteArrayInputStream(file), StandardCharsets.US_ASCII))) {
      for (PemObject each = reader.readPemObject(); each != null; each = reader.readPemObject()) {
        switch (each.getType()) {
          case "CERTIFICATE", "X509 CERTIFICATE" ->
              certificates.add(Certificates.parse(each.getContent()));
          case LIST -> lists.add(each.getContent());
          default -> throw Untrusted.malformed("neither a certificate nor a revocation list");
        }
      }
    } catch (IOException | RuntimeException e) {
      throw Untrusted.malformed("a file of certificates and revocation lists");
    }
    if (certificates.isEmpty() && lists.isEmpty()) {
      throw Untrusted.malformed("neither a certificate nor a revocation list");
    }
    return new Content(certificates, lists);
  }

  private static boolean isList(byte[] der) {
    try {
      return new X509CRLHolder(der).getIssuer() != null;
    } catch (IOException | RuntimeException another) {
      return false;
    }
  }

  /** The octets of the revocation lists of a file, PEM or one in DER; nothing else may be in it. */
  static List<byte[]> revocations(byte[] file) throws Untrusted {
    Content content = content(file);
    if (!content.certificates().isEmpty()) {
      throw Untrusted.malformed("a revocation list");
    }
    return content.lists();
  }

  public static byte[] of(X509Certificate certificate) {
    return of("CERTIFICATE", Certificates.encoded(certificate));
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
