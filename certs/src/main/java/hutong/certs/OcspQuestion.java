package hutong.certs;

import java.io.IOException;
import java.security.cert.CertificateEncodingException;
import java.security.cert.CertificateParsingException;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import org.bouncycastle.asn1.oiw.OIWObjectIdentifiers;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.bouncycastle.cert.CertException;
import org.bouncycastle.cert.X509CertificateHolder;
import org.bouncycastle.cert.jcajce.JcaX509CertificateHolder;
import org.bouncycastle.cert.ocsp.BasicOCSPResp;
import org.bouncycastle.cert.ocsp.CertificateID;
import org.bouncycastle.cert.ocsp.CertificateStatus;
import org.bouncycastle.cert.ocsp.OCSPException;
import org.bouncycastle.cert.ocsp.OCSPReqBuilder;
import org.bouncycastle.cert.ocsp.OCSPResp;
import org.bouncycastle.cert.ocsp.RevokedStatus;
import org.bouncycastle.cert.ocsp.SingleResp;
import org.bouncycastle.operator.DigestCalculator;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentVerifierProviderBuilder;
import org.bouncycastle.operator.jcajce.JcaDigestCalculatorProviderBuilder;

/**
 * One question about one certificate to its authority's responder (RFC 6960). Without a nonce, so
 * that responders may answer from what they signed ahead; an answer counts while it is current.
 */
final class OcspQuestion {

  static final int MAX_BYTES = 64 << 10;
  static final String REQUEST_TYPE = "application/ocsp-request";

  /** An answer that names no next one is current for so long. */
  private static final Duration UNBOUNDED = Duration.ofHours(1);

  private final X509Certificate certificate;
  private final X509Certificate authority;
  private final CertificateID id;

  OcspQuestion(X509Certificate certificate, X509Certificate authority) {
    this.certificate = certificate;
    this.authority = authority;
    try {
      DigestCalculator sha1 =
          new JcaDigestCalculatorProviderBuilder()
              .setProvider(Certificates.BOUNCY_CASTLE)
              .build()
              // It names the issuer, and protects nothing; responders know no other for sure.
              .get(new AlgorithmIdentifier(OIWObjectIdentifiers.idSHA1));
      this.id =
          new CertificateID(
              sha1, new JcaX509CertificateHolder(authority), certificate.getSerialNumber());
    } catch (OperatorCreationException | OCSPException | CertificateEncodingException e) {
      throw new IllegalStateException("a certificate that was parsed", e);
    }
  }

  byte[] request() {
    try {
      return new OCSPReqBuilder().addRequest(id).build().getEncoded();
    } catch (OCSPException | IOException e) {
      throw new IllegalStateException("an OCSP request", e);
    }
  }

  /**
   * What a responder said.
   *
   * @param revocation null if the certificate is good
   */
  record Answer(Instant issued, Revocation revocation) {}

  /**
   * Reads and verifies the answer, which has to be current then.
   *
   * @throws Untrusted also if the responder does not know the certificate
   */
  Answer read(byte[] response, Instant at) throws Untrusted {
    if (response.length > MAX_BYTES) {
      throw new Untrusted(Fault.TOO_LARGE, "an OCSP response");
    }
    try {
      OCSPResp resp = new OCSPResp(response);
      if (resp.getStatus() != OCSPResp.SUCCESSFUL
          || !(resp.getResponseObject() instanceof BasicOCSPResp basic)) {
        throw Untrusted.malformed("an OCSP response without an answer");
      }
      verifySigner(basic, at);
      SingleResp single =
          Arrays.stream(basic.getResponses())
              .filter(each -> each.getCertID().equals(id))
              .findFirst()
              .orElseThrow(() -> Untrusted.malformed("an OCSP response about another certificate"));
      return status(single, at);
    } catch (IOException
        | OCSPException
        | CertException
        | OperatorCreationException
        | RuntimeException e) {
      throw Untrusted.malformed("an OCSP response");
    }
  }

  private Answer status(SingleResp single, Instant at) throws Untrusted {
    Instant issued = single.getThisUpdate().toInstant();
    Instant until =
        single.getNextUpdate() == null
            ? issued.plus(UNBOUNDED)
            : single.getNextUpdate().toInstant();
    if (issued.isAfter(at.plus(ClockSkew.ALLOWED)) || at.isAfter(until.plus(ClockSkew.ALLOWED))) {
      throw new Untrusted(Fault.SIGNER_EXPIRED, "an OCSP response that is not current");
    }
    CertificateStatus status = single.getCertStatus();
    if (status == CertificateStatus.GOOD) {
      return new Answer(issued, null);
    }
    if (status instanceof RevokedStatus revoked) {
      return new Answer(
          issued,
          Revocation.of(
              certificate,
              revoked.getRevocationTime().toInstant(),
              RevocationReason.of(
                  revoked.hasRevocationReason() ? revoked.getRevocationReason() : 0),
              null));
    }
    throw new Untrusted(Fault.REVOCATION_UNKNOWN, "the responder does not know the certificate");
  }

  /** The authority itself, or whom it certified for just that (RFC 6960, 4.2.2.2). */
  private void verifySigner(BasicOCSPResp basic, Instant at)
      throws Untrusted, OCSPException, CertException, OperatorCreationException {
    JcaContentVerifierProviderBuilder verifiers =
        new JcaContentVerifierProviderBuilder().setProvider(Certificates.BOUNCY_CASTLE);
    try {
      if (basic.isSignatureValid(verifiers.build(authority))) {
        return;
      }
    } catch (OCSPException anotherKind) {
      // Signed with another algorithm, so not by the authority itself.
    }
    for (X509CertificateHolder held : basic.getCerts()) {
      X509Certificate responder = parse(held);
      if (answers(responder)
          && Certificates.chains(responder, authority, at)
          && basic.isSignatureValid(verifiers.build(responder))) {
        return;
      }
    }
    throw new Untrusted(Fault.SIGNATURE_INVALID, "an OCSP response");
  }

  private static X509Certificate parse(X509CertificateHolder held) throws Untrusted {
    try {
      return Certificates.parse(held.getEncoded());
    } catch (IOException e) {
      throw Untrusted.malformed("a responder's certificate");
    }
  }

  private static boolean answers(X509Certificate responder) {
    try {
      List<String> usage = responder.getExtendedKeyUsage();
      return usage != null && usage.contains(KeyPurposeId.id_kp_OCSPSigning.getId());
    } catch (CertificateParsingException e) {
      return false;
    }
  }
}
