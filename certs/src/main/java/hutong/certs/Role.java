package hutong.certs;

import java.security.cert.CertificateParsingException;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.bouncycastle.asn1.x509.KeyPurposeId;

/** What a member has a certificate for. */
public enum Role {
  SIGNING,
  ENCRYPTION,
  TLS;

  /** Whether a certificate is of this role, by its key usage and extended key usage. */
  public boolean isOf(X509Certificate certificate) {
    return switch (this) {
      case ENCRYPTION -> Issuing.Purpose.ENCRYPTION.allows(certificate);
      case SIGNING ->
          Issuing.Purpose.SIGNING.allows(certificate)
              && !servesTls(certificate)
              && !Service.any(certificate);
      case TLS -> Issuing.Purpose.TLS.allows(certificate) && servesTls(certificate);
    };
  }

  /** By its name in lower case. */
  public static Optional<Role> named(String name) {
    for (Role role : values()) {
      if (role.toString().equals(name)) {
        return Optional.of(role);
      }
    }
    return Optional.empty();
  }

  private static boolean servesTls(X509Certificate certificate) {
    try {
      List<String> usage = certificate.getExtendedKeyUsage();
      return usage != null
          && usage.contains(KeyPurposeId.id_kp_serverAuth.getId())
          && usage.contains(KeyPurposeId.id_kp_clientAuth.getId());
    } catch (CertificateParsingException e) {
      return false;
    }
  }

  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
