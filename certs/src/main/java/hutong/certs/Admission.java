package hutong.certs;

import java.security.cert.X509Certificate;
import java.util.Arrays;
import java.util.List;

/**
 * The authority's answer to an application: the root, the three certificates, and the directory in
 * which the applicant is a member. Nothing in it is secret; everything in it verifies under the
 * root, so the root's fingerprint is all that has to be compared over another way.
 */
@SuppressWarnings("ArrayRecordComponent") // carried, never compared
public record Admission(
    byte[] root, byte[] signing, byte[] encryption, byte[] tls, byte[] directory) {

  /** The same with the directory. */
  public Admission withDirectory(byte[] signed) {
    return new Admission(root, signing, encryption, tls, signed);
  }

  public byte[] write() {
    return AuthorityJson.write(this);
  }

  public static Admission read(byte[] json) throws Untrusted {
    return AuthorityJson.read(json, Admission.class);
  }

  public X509Certificate signingCertificate() throws Untrusted {
    return Certificates.parse(signing);
  }

  public X509Certificate encryptionCertificate() throws Untrusted {
    return Certificates.parse(encryption);
  }

  /** To be compared with what the authority's own command has printed. */
  public String rootFingerprint() {
    return Fingerprints.of(root);
  }

  X509Certificate rootCertificate() throws Untrusted {
    return Certificates.parse(root);
  }

  /** The keys of an application with the certificates that were issued for them. */
  NodeKeys join(String memberId, Credential signing, Credential encryption, Credential tls)
      throws Untrusted {
    return new NodeKeys(
        memberId,
        List.of(with(signing, this.signing)),
        List.of(with(encryption, this.encryption)),
        with(tls, this.tls),
        rootCertificate());
  }

  private static Credential with(Credential own, byte[] issued) throws Untrusted {
    X509Certificate certificate = Certificates.parse(issued);
    byte[] key = own.certificate().getPublicKey().getEncoded();
    if (!Arrays.equals(certificate.getPublicKey().getEncoded(), key)) {
      throw new Untrusted(Fault.SIGNATURE_INVALID, "the answer is to another application");
    }
    return new Credential(own.key(), certificate);
  }
}
