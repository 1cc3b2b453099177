package hutong.certs;

import java.security.cert.CertificateParsingException;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.bouncycastle.asn1.x509.KeyPurposeId;

/** What an authority issues certificates for beside its members' roles. */
public enum Service {
  /** Stamps times, for a member. */
  TIME,
  /** Serves TLS for members, and is none. */
  BROKER,
  /** Signs directories. */
  DIRECTORY;

  /** Whether a certificate is for this, by its extended key usage. */
  public boolean isOf(X509Certificate certificate) {
    List<String> usage = usage(certificate);
    return switch (this) {
      case TIME -> usage.contains(KeyPurposeId.id_kp_timeStamping.getId());
      case DIRECTORY -> usage.contains(Oids.SIGNS_DIRECTORY);
      case BROKER ->
          usage.contains(KeyPurposeId.id_kp_serverAuth.getId())
              && !usage.contains(KeyPurposeId.id_kp_clientAuth.getId());
    };
  }

  /** By its name in lower case. */
  public static Optional<Service> named(String name) {
    for (Service service : values()) {
      if (service.toString().equals(name)) {
        return Optional.of(service);
      }
    }
    return Optional.empty();
  }

  /** Whether a certificate is for any of them. */
  static boolean any(X509Certificate certificate) {
    return TIME.isOf(certificate) || BROKER.isOf(certificate) || DIRECTORY.isOf(certificate);
  }

  private static List<String> usage(X509Certificate certificate) {
    try {
      List<String> usage = certificate.getExtendedKeyUsage();
      return usage == null ? List.of() : usage;
    } catch (CertificateParsingException e) {
      return List.of();
    }
  }

  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
