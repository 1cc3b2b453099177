package hutong.certs;

import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Objects;

/**
 * An authority beside the directory's own, which may certify the members named and no others. It
 * stands in the signed directory, so all members rely on the same ones.
 *
 * @param certificate of the authority that issues to members directly: a root, or one below it
 * @param members ids that it may certify
 * @param crl http or https address of its revocation list; empty for none
 * @param ocsp http or https address of its OCSP responder (RFC 6960); empty for none
 */
public record AcceptedAuthority(
    X509Certificate certificate, List<String> members, String crl, String ocsp) {

  public AcceptedAuthority {
    Objects.requireNonNull(certificate);
    members = List.copyOf(members);
    Objects.requireNonNull(crl);
    Objects.requireNonNull(ocsp);
  }

  /** Without one, its certificates are revoked in the directory alone. */
  public boolean saysStatus() {
    return !crl.isEmpty() || !ocsp.isEmpty();
  }

  /** Whether a certificate is one of its, expired or not. */
  public boolean issued(X509Certificate other) {
    return Certificates.chains(other, certificate, other.getNotBefore().toInstant());
  }

  /** Its common name, or its whole name where it has none. */
  public String name() {
    return Certificates.shortName(certificate);
  }
}
