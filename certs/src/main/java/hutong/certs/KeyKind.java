package hutong.certs;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.security.cert.X509Certificate;
import java.util.HexFormat;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;

/** The algorithm and curve of a certificate's key: what one key can replace another in. */
public record KeyKind(String algorithmIdentifier) {

  public static KeyKind of(X509Certificate certificate) {
    try {
      return new KeyKind(
          HexFormat.of()
              .formatHex(
                  SubjectPublicKeyInfo.getInstance(certificate.getPublicKey().getEncoded())
                      .getAlgorithm()
                      .getEncoded()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
