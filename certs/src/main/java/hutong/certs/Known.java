package hutong.certs;

import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
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

  /** Whose all certificates in a document are, which must be those that it has together. */
  static Known in(Directory directory, SignedFrame frame, Operations operations) throws Untrusted {
    List<byte[]> fingerprints = new ArrayList<>(frame.certificates().size());
    for (byte[] certificate : frame.certificates()) {
      operations.count(Operation.DIGEST, certificate.length);
      fingerprints.add(Sha256.of(certificate));
    }
    Known known =
        directory
            .known(fingerprints.get(0))
            .orElseThrow(() -> new Untrusted(Fault.SIGNER_UNKNOWN, "not in the directory"));
    for (int i = 0; i < fingerprints.size(); i++) {
      byte[] fingerprint = fingerprints.get(i);
      if (known.halves().size() != fingerprints.size()
          || !Arrays.equals(known.halves().get(i).fingerprint(), fingerprint)) {
        throw new Untrusted(Fault.SIGNER_UNKNOWN, "certificates that do not belong together");
      }
      if (!Arrays.equals(fingerprint, frame.signers().get(i).attributes().certificateDigest())) {
        throw new Untrusted(Fault.SIGNATURE_INVALID, "the signing-certificate attribute");
      }
    }
    return known;
  }

  boolean validAt(Instant at) {
    return !at.isBefore(notBefore) && !at.isAfter(notAfter);
  }
}
