package hutong.certs;

import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * Certificates that the directory lets sign together, with all that a verification needs of them.
 *
 * @param member whose they are
 * @param halves one for each scheme of the suite
 */
record Known(Member member, Suite suite, List<Half> halves, Instant notBefore, Instant notAfter) {

  /**
   * One certificate; with most suites the only one.
   *
   * @param fingerprint its SHA-256
   * @param signerId its issuer and serial number, DER
   */
  @SuppressWarnings("ArrayRecordComponent") // carried, never compared as a record
  record Half(
      X509Certificate certificate, byte[] fingerprint, byte[] signerId, Suite.Verifier verifier) {}

  /** For certificates that the suite signs with. */
  static Known of(Member member, List<X509Certificate> certificates, Suite suite) {
    List<Half> halves = new ArrayList<>(certificates.size());
    for (int i = 0; i < certificates.size(); i++) {
      X509Certificate certificate = certificates.get(i);
      halves.add(
          new Half(
              certificate,
              Sha256.of(Certificates.encoded(certificate)),
              Certificates.issuerAndSerial(certificate),
              suite.schemes().get(i).verifier(certificate)));
    }
    return new Known(
        member,
        suite,
        List.copyOf(halves),
        Certificates.notBefore(certificates),
        Certificates.notAfter(certificates));
  }

  boolean validAt(Instant at) {
    return !at.isBefore(notBefore) && !at.isAfter(notAfter);
  }
}
