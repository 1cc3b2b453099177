package hutong.certs;

import java.security.cert.X509Certificate;
import java.time.Clock;
import java.util.Arrays;
import java.util.List;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentVerifierProviderBuilder;
import org.bouncycastle.pkcs.PKCS10CertificationRequest;
import org.bouncycastle.pkcs.PKCSException;

/**
 * What somebody sends who wants to become a member: its entry of the directory without
 * certificates, and a request for each of its three, signed with the key that is to sign. It proves
 * that the keys are held by one who wants just this, and nothing of who that is: for that its
 * fingerprint is compared over another way.
 */
public final class Application {

  private static final int MOST_BYTES = 64 << 10;

  private final ApplicationContent content;
  private final PKCS10CertificationRequest signing;
  private final PKCS10CertificationRequest encryption;
  private final PKCS10CertificationRequest tls;
  private final byte[] signed;

  private Application(
      ApplicationContent content,
      PKCS10CertificationRequest signing,
      PKCS10CertificationRequest encryption,
      PKCS10CertificationRequest tls,
      byte[] signed) {
    this.content = content;
    this.signing = signing;
    this.encryption = encryption;
    this.tls = tls;
    this.signed = signed;
  }

  /** Verifies everything that can be verified of it. */
  public static Application read(byte[] signed, Clock clock, Suites suites) throws Untrusted {
    if (signed.length > MOST_BYTES) {
      throw new Untrusted(Fault.TOO_LARGE, "the application");
    }
    SignedFrame frame = SignedFrame.read(signed);
    if (!Arrays.equals(frame.contentType(), Oids.APPLICATION)) {
      throw new Untrusted(Fault.WRONG_KIND, "not an application");
    }
    X509Certificate certificate = Certificates.parse(frame.certificates().get(0));
    Suite suite =
        suites
            .signing(frame)
            .filter(each -> each.signs(List.of(certificate)))
            .orElseThrow(() -> new Untrusted(Fault.SUITE_NOT_ALLOWED, "the application"));
    byte[] named = frame.signers().get(0).attributes().certificateDigest();
    if (!Arrays.equals(named, Sha256.of(frame.certificates().get(0)))) {
      throw new Untrusted(Fault.SIGNATURE_INVALID, "the signing-certificate attribute");
    }
    Verification.verify(
        frame, Known.of(null, List.of(certificate), suite), clock.instant(), new Operations());
    ApplicationContent content = ApplicationContent.read(frame.content());
    PKCS10CertificationRequest signing = request(content.signing());
    if (!Arrays.equals(key(signing), certificate.getPublicKey().getEncoded())) {
      throw new Untrusted(Fault.SIGNATURE_INVALID, "the application is signed with another key");
    }
    return new Application(
        content, signing, request(content.encryption()), request(content.tls()), signed.clone());
  }

  public ApplicationContent content() {
    return content;
  }

  /** To be compared with what the applicant's own command has printed. */
  public String fingerprint() {
    return Fingerprints.of(signed);
  }

  /** Whether this is the key that a certificate is for. */
  public boolean signsAs(X509Certificate certificate) {
    return Arrays.equals(signingKey(), certificate.getPublicKey().getEncoded());
  }

  byte[] signingKey() {
    return key(signing);
  }

  byte[] encryptionKey() {
    return key(encryption);
  }

  byte[] tlsKey() {
    return key(tls);
  }

  private static byte[] key(PKCS10CertificationRequest request) {
    try {
      return request.getSubjectPublicKeyInfo().getEncoded();
    } catch (java.io.IOException impossible) {
      throw new IllegalStateException("a key that was parsed", impossible);
    }
  }

  /** Parsed, and its signature is of its own key. */
  private static PKCS10CertificationRequest request(byte[] der) throws Untrusted {
    try {
      PKCS10CertificationRequest request = new PKCS10CertificationRequest(der);
      boolean own =
          request.isSignatureValid(
              new JcaContentVerifierProviderBuilder()
                  .setProvider(Certificates.BOUNCY_CASTLE)
                  .build(request.getSubjectPublicKeyInfo()));
      if (!own) {
        throw new Untrusted(Fault.SIGNATURE_INVALID, "a certification request");
      }
      return request;
    } catch (java.io.IOException
        | OperatorCreationException
        | PKCSException
        | RuntimeException unreadable) {
      throw Untrusted.malformed("a certification request");
    }
  }
}
