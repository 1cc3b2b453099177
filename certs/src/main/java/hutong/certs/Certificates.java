package hutong.certs;

import java.io.ByteArrayInputStream;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.Provider;
import java.security.cert.CertPathValidator;
import java.security.cert.CertificateEncodingException;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.PKIXParameters;
import java.security.cert.TrustAnchor;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.Arrays;
import java.util.Comparator;
import java.util.Date;
import java.util.List;
import java.util.Set;
import org.bouncycastle.asn1.ASN1OctetString;
import org.bouncycastle.asn1.x500.RDN;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x500.style.BCStyle;
import org.bouncycastle.asn1.x500.style.IETFUtils;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.jce.provider.BouncyCastleProvider;

/** Parses certificates and validates their paths, by Bouncy Castle throughout. */
final class Certificates {

  /** Never registered with the platform: named wherever it is used. */
  static final Provider BOUNCY_CASTLE = new BouncyCastleProvider();

  /** A certificate of this protocol has 500 to 900 octets, with a lattice key up to 5,600. */
  private static final int MAX_BYTES = 8192;

  static X509Certificate parse(byte[] der) throws Untrusted {
    if (der.length > MAX_BYTES) {
      throw new Untrusted(Fault.TOO_LARGE, "a certificate");
    }
    try {
      CertificateFactory factory = CertificateFactory.getInstance("X.509", BOUNCY_CASTLE);
      X509Certificate certificate =
          (X509Certificate) factory.generateCertificate(new ByteArrayInputStream(der));
      // Its key is read only when it is asked for: a point off its curve would fail there.
      if (certificate == null
          || certificate.getPublicKey() == null
          || !Arrays.equals(der, encoded(certificate))) {
        throw Untrusted.malformed("a certificate");
      }
      // Bouncy Castle looks at the key only now, and throws if it is none.
      var unused = certificate.getPublicKey();
      return certificate;
    } catch (CertificateException | RuntimeException e) {
      throw Untrusted.malformed("a certificate");
    }
  }

  /** The same certificate as the platform's own classes have it, which some providers insist on. */
  static X509Certificate platforms(X509Certificate certificate) throws CertificateException {
    return (X509Certificate)
        CertificateFactory.getInstance("X.509", Platform.DIGESTS)
            .generateCertificate(new ByteArrayInputStream(encoded(certificate)));
  }

  static byte[] encoded(X509Certificate certificate) {
    try {
      return certificate.getEncoded();
    } catch (CertificateEncodingException e) {
      throw new IllegalStateException("a certificate that was parsed", e);
    }
  }

  /** Validates one certificate under the root, as of that time (RFC 5280, 6). */
  static boolean chains(X509Certificate certificate, X509Certificate root, Instant at) {
    try {
      CertificateFactory factory = CertificateFactory.getInstance("X.509", BOUNCY_CASTLE);
      PKIXParameters parameters = new PKIXParameters(Set.of(new TrustAnchor(root, null)));
      parameters.setRevocationEnabled(false);
      parameters.setDate(Date.from(at));
      CertPathValidator.getInstance("PKIX", BOUNCY_CASTLE)
          .validate(factory.generateCertPath(List.of(certificate)), parameters);
      return true;
    } catch (GeneralSecurityException e) {
      return false;
    }
  }

  /** The common name, or the whole name where there is none. */
  static String shortName(X509Certificate certificate) {
    X500Name subject = X500Name.getInstance(certificate.getSubjectX500Principal().getEncoded());
    RDN[] names = subject.getRDNs(BCStyle.CN);
    return names.length == 0
        ? subject.toString()
        : IETFUtils.valueToString(names[0].getFirst().getValue());
  }

  static boolean validAt(X509Certificate certificate, Instant at) {
    return !at.isBefore(certificate.getNotBefore().toInstant())
        && !at.isAfter(certificate.getNotAfter().toInstant());
  }

  /** From when on all of them are valid. */
  static Instant notBefore(List<X509Certificate> together) {
    return together.stream()
        .map(each -> each.getNotBefore().toInstant())
        .max(Comparator.naturalOrder())
        .orElseThrow();
  }

  /** Until when all of them are valid. */
  static Instant notAfter(List<X509Certificate> together) {
    return together.stream()
        .map(each -> each.getNotAfter().toInstant())
        .min(Comparator.naturalOrder())
        .orElseThrow();
  }

  /** IssuerAndSerialNumber (RFC 5652, 10.2.4). */
  static byte[] issuerAndSerial(X509Certificate certificate) {
    BigInteger serial = certificate.getSerialNumber();
    return Der.write(
        Der.SEQUENCE,
        certificate.getIssuerX500Principal().getEncoded(),
        Der.write(Der.INTEGER, serial.toByteArray()));
  }

  /** SubjectKeyIdentifier [0] of a key transport recipient (RFC 5652, 6.2.1). */
  static byte[] subjectKeyIdentifier(X509Certificate certificate) {
    byte[] identifier = recipientKeyIdentifier(certificate);
    if (identifier.length > 0) {
      identifier[0] = (byte) Der.primitive(0);
    }
    return identifier;
  }

  /** RecipientKeyIdentifier [0] with the subject key identifier alone (RFC 5652, 6.2.2). */
  static byte[] recipientKeyIdentifier(X509Certificate certificate) {
    byte[] extension = certificate.getExtensionValue(Extension.subjectKeyIdentifier.getId());
    if (extension == null) {
      return new byte[0];
    }
    byte[] identifier = ASN1OctetString.getInstance(extension).getOctets();
    return Der.write(Der.context(0), identifier);
  }

  private Certificates() {}
}
