package hutong.certs;

import java.security.cert.X509Certificate;
import java.time.Instant;

/**
 * A certificate that the directory lets sign, with all that a verification needs of it.
 *
 * @param member whose it is
 * @param signerId its issuer and serial number, DER
 */
@SuppressWarnings("ArrayRecordComponent") // carried, never compared as a record
record Known(
    Member member,
    X509Certificate certificate,
    byte[] signerId,
    Suite suite,
    Suite.Verifier verifier,
    Instant notBefore,
    Instant notAfter) {

  static Known of(Member member, X509Certificate certificate, Suite suite) {
    return new Known(
        member,
        certificate,
        Certificates.issuerAndSerial(certificate),
        suite,
        suite.verifier(certificate),
        certificate.getNotBefore().toInstant(),
        certificate.getNotAfter().toInstant());
  }

  boolean validAt(Instant at) {
    return !at.isBefore(notBefore) && !at.isAfter(notAfter);
  }
}
