package hutong.certs;

import java.io.IOException;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import org.bouncycastle.asn1.ASN1Enumerated;
import org.bouncycastle.asn1.ASN1GeneralizedTime;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.Time;
import org.bouncycastle.cert.CertException;
import org.bouncycastle.cert.X509CRLEntryHolder;
import org.bouncycastle.cert.X509CRLHolder;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentVerifierProviderBuilder;

/**
 * A verified, complete revocation list of one authority (RFC 5280, 5), signed by that authority
 * itself.
 *
 * @param issued its thisUpdate
 * @param until its nextUpdate; null if it has none
 */
record Crl(Instant issued, Instant until, Map<String, Revocation> revoked) {

  /** Some 100,000 entries. */
  static final int MAX_BYTES = 4 << 20;

  /** Reads and verifies what has to be current then. */
  static Crl verify(byte[] der, X509Certificate authority, Instant at) throws Untrusted {
    Crl crl = read(der, authority);
    if (crl.until == null
        || crl.issued.isAfter(at.plus(ClockSkew.ALLOWED))
        || at.isAfter(crl.until)) {
      throw new Untrusted(Fault.SIGNER_EXPIRED, "a revocation list that is not current");
    }
    return crl;
  }

  /** Reads and verifies one of any time: what it revokes stays revoked. */
  static Crl read(byte[] der, X509Certificate authority) throws Untrusted {
    X509CRLHolder crl = complete(der);
    Map<String, Revocation> revoked = revoked(crl);
    try {
      X500Name issuer = X500Name.getInstance(authority.getSubjectX500Principal().getEncoded());
      if (!crl.getIssuer().equals(issuer)
          || !crl.isSignatureValid(
              new JcaContentVerifierProviderBuilder()
                  .setProvider(Certificates.BOUNCY_CASTLE)
                  .build(authority))) {
        throw new Untrusted(Fault.SIGNATURE_INVALID, "a revocation list");
      }
      return new Crl(
          crl.getThisUpdate().toInstant(),
          crl.getNextUpdate() == null ? null : crl.getNextUpdate().toInstant(),
          revoked);
    } catch (CertException | OperatorCreationException | RuntimeException e) {
      throw Untrusted.malformed("a revocation list");
    }
  }

  /** Refuses what can't be a complete list, whoever's it is. */
  static void check(byte[] der) throws Untrusted {
    revoked(complete(der));
  }

  private static X509CRLHolder complete(byte[] der) throws Untrusted {
    if (der.length > MAX_BYTES) {
      throw new Untrusted(Fault.TOO_LARGE, "a revocation list");
    }
    try {
      X509CRLHolder crl = new X509CRLHolder(der);
      // One that is for a part of the certificates only, or a difference, says so critically.
      if (!crl.getCriticalExtensionOIDs().isEmpty()) {
        throw Untrusted.malformed("a revocation list that is not complete");
      }
      return crl;
    } catch (IOException | RuntimeException e) {
      throw Untrusted.malformed("a revocation list");
    }
  }

  private static Map<String, Revocation> revoked(X509CRLHolder crl) throws Untrusted {
    Map<String, Revocation> revoked = new HashMap<>();
    try {
      for (Object entry : crl.getRevokedCertificates()) {
        Revocation one = revocation((X509CRLEntryHolder) entry);
        revoked.merge(one.serial(), one, Revocation::and);
      }
    } catch (RuntimeException e) {
      throw Untrusted.malformed("a revocation list");
    }
    return revoked;
  }

  private static Revocation revocation(X509CRLEntryHolder entry) throws Untrusted {
    Extension reason = entry.getExtension(Extension.reasonCode);
    Extension invalid = entry.getExtension(Extension.invalidityDate);
    try {
      return new Revocation(
          "",
          entry.getSerialNumber().toString(16),
          entry.getRevocationDate().toInstant(),
          RevocationReason.of(
              reason == null
                  ? 0
                  : ASN1Enumerated.getInstance(reason.getParsedValue()).intValueExact()),
          invalid == null
              ? null
              : new Time(ASN1GeneralizedTime.getInstance(invalid.getParsedValue()))
                  .getDate()
                  .toInstant());
    } catch (RuntimeException e) {
      throw Untrusted.malformed("an entry of a revocation list");
    }
  }
}
