package hutong.certs;

import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.util.Objects;

/**
 * A private key with the certificate for its public half.
 *
 * @param key never printed
 * @param certificate of Bouncy Castle's factory
 */
public record Credential(PrivateKey key, X509Certificate certificate) {

  public Credential {
    Objects.requireNonNull(key);
    Objects.requireNonNull(certificate);
  }

  /** The serial number, which is random and says nothing. */
  @Override
  public String toString() {
    return "Credential[" + certificate.getSerialNumber().toString(16) + "]";
  }
}
