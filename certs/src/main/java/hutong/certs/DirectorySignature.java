package hutong.certs;

import java.security.cert.CertificateParsingException;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Verifies who signed a directory: a certificate under the root that is meant for just that. */
final class DirectorySignature {

  private static final int OVERHEAD = 16_384;

  /**
   * What a directory says, and who said it.
   *
   * @param at when, by its signer's word
   */
  record Verified(DirectoryContent content, List<X509Certificate> signers, Instant at) {

    /** Refuses another version that was signed by whom this one revokes. */
    void check(Verified other) throws Untrusted {
      for (X509Certificate signer : other.signers) {
        if (content.revocation(signer).filter(one -> !one.sparesClaim(other.at)).isPresent()) {
          throw new Untrusted(Fault.SIGNER_REVOKED, "the certificate that signed the directory");
        }
      }
    }
  }

  /** Verified as of when it was signed where no time is given. */
  static Verified verify(byte[] document, X509Certificate root, Instant at, Suites suites)
      throws Untrusted {
    if (document.length > DirectoryJson.MAX_BYTES + OVERHEAD) {
      throw new Untrusted(Fault.TOO_LARGE, "the directory");
    }
    SignedFrame frame = SignedFrame.read(document);
    if (!Arrays.equals(frame.contentType(), Oids.DIRECTORY)) {
      throw new Untrusted(Fault.WRONG_KIND, "not a directory");
    }
    Suite suite =
        suites
            .signing(frame)
            .orElseThrow(() -> new Untrusted(Fault.SUITE_NOT_ALLOWED, "the directory"));
    Instant signed = frame.signers().get(0).attributes().signingTime();
    Instant then = at == null ? signed : at;
    List<X509Certificate> certificates = new ArrayList<>();
    for (byte[] der : frame.certificates()) {
      certificates.add(Certificates.parse(der));
    }
    if (!suite.signs(certificates) || Related.groups(certificates).size() != 1) {
      throw new Untrusted(Fault.SIGNER_UNKNOWN, "not a key that signs directories");
    }
    for (int i = 0; i < certificates.size(); i++) {
      check(certificates.get(i), root, then);
      byte[] attribute = frame.signers().get(i).attributes().certificateDigest();
      if (!Arrays.equals(attribute, Sha256.of(frame.certificates().get(i)))) {
        throw new Untrusted(Fault.SIGNATURE_INVALID, "the signing-certificate attribute");
      }
    }
    Verification.verify(frame, Known.of(null, certificates, suite), then, new Operations());
    DirectoryContent content = DirectoryJson.read(frame.content());
    if (content.version() < 1 || !content.issued().isBefore(content.expires())) {
      throw Untrusted.malformed("the directory's version or times");
    }
    Verified verified = new Verified(content, List.copyOf(certificates), signed);
    verified.check(verified);
    return verified;
  }

  private static void check(X509Certificate certificate, X509Certificate root, Instant then)
      throws Untrusted {
    if (!signsDirectories(certificate)) {
      throw new Untrusted(Fault.SIGNER_UNKNOWN, "not a certificate that signs directories");
    }
    if (!Certificates.validAt(certificate, then)) {
      throw new Untrusted(Fault.SIGNER_EXPIRED, "the certificate that signed the directory");
    }
    if (!Certificates.chains(certificate, root, then)) {
      throw new Untrusted(Fault.SIGNER_UNKNOWN, "the directory is not of this root");
    }
  }

  private static boolean signsDirectories(X509Certificate certificate) {
    try {
      List<String> usage = certificate.getExtendedKeyUsage();
      return usage != null && usage.contains(Oids.SIGNS_DIRECTORY);
    } catch (CertificateParsingException e) {
      return false;
    }
  }

  private DirectorySignature() {}
}
