package hutong.certs;

import java.io.IOException;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.PublicKey;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.security.interfaces.ECPublicKey;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x500.X500NameBuilder;
import org.bouncycastle.asn1.x500.style.BCStyle;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.ExtendedKeyUsage;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.Extensions;
import org.bouncycastle.asn1.x509.ExtensionsGenerator;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.bouncycastle.cert.X509v3CertificateBuilder;
import org.bouncycastle.cert.jcajce.JcaX509ExtensionUtils;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;
import org.bouncycastle.util.IPAddress;

/** Makes the certificates of the built-in authority (RFC 5280), whose own key is on P-256. */
final class Issuing {

  /** What a certificate is for: its key usage, and its extended key usage or none. */
  enum Purpose {
    ROOT(KeyUsage.keyCertSign | KeyUsage.cRLSign),
    DIRECTORY(KeyUsage.digitalSignature),
    SIGNING(KeyUsage.digitalSignature | KeyUsage.nonRepudiation),
    ENCRYPTION(KeyUsage.keyAgreement),
    TLS(KeyUsage.digitalSignature),
    BROKER(KeyUsage.digitalSignature),
    TIME(KeyUsage.digitalSignature);

    private final int usage;

    Purpose(int usage) {
      this.usage = usage;
    }

    /** A key that does not agree on keys has keys enciphered for it (RFC 9935, 5). */
    private int usage(PublicKey key) {
      return this == ENCRYPTION && !(key instanceof ECPublicKey ec && P256.isOn(ec))
          ? KeyUsage.keyEncipherment
          : usage;
    }

    private List<String> extended() {
      return switch (this) {
        case ROOT, ENCRYPTION -> List.of();
        case DIRECTORY -> List.of(Oids.SIGNS_DIRECTORY);
        case SIGNING -> List.of(Oids.SIGNS_DOCUMENTS);
        case TLS ->
            List.of(KeyPurposeId.id_kp_serverAuth.getId(), KeyPurposeId.id_kp_clientAuth.getId());
        case BROKER -> List.of(KeyPurposeId.id_kp_serverAuth.getId());
        case TIME -> List.of(KeyPurposeId.id_kp_timeStamping.getId());
      };
    }

    /** Whether it may issue certificates and revocation lists. */
    static boolean isAuthority(X509Certificate certificate) {
      boolean[] bits = certificate.getKeyUsage();
      return certificate.getBasicConstraints() >= 0 && bits != null && bits[5];
    }

    /** Whether a certificate is for this and not for another thing. */
    boolean allows(X509Certificate certificate) {
      boolean[] bits = certificate.getKeyUsage();
      if (bits == null || certificate.getBasicConstraints() >= 0) {
        return false;
      }
      boolean signs = bits[0] || bits[1];
      boolean agrees = bits[2] || bits[4];
      return this == ENCRYPTION ? agrees && !signs : signs && !agrees;
    }
  }

  /** The extensions that a request asks for. */
  static Extensions asked(Role role, List<String> hosts) throws IOException {
    Purpose purpose = Purpose.valueOf(role.name());
    ExtensionsGenerator extensions = new ExtensionsGenerator();
    extensions.addExtension(Extension.keyUsage, true, new KeyUsage(purpose.usage));
    if (!purpose.extended().isEmpty()) {
      extensions.addExtension(Extension.extendedKeyUsage, false, usages(purpose));
    }
    if (!hosts.isEmpty()) {
      extensions.addExtension(Extension.subjectAlternativeName, false, names(hosts));
    }
    return extensions.generate();
  }

  private static ExtendedKeyUsage usages(Purpose purpose) {
    return new ExtendedKeyUsage(
        purpose.extended().stream()
            .map(id -> KeyPurposeId.getInstance(new ASN1ObjectIdentifier(id)))
            .toArray(KeyPurposeId[]::new));
  }

  private final String organisation;
  private final SecureRandom random = new SecureRandom();

  Issuing(String organisation) {
    this.organisation = organisation;
  }

  Credential selfSigned(String commonName, Instant from, Instant until) {
    KeyPair pair = P256.keyPair();
    X500Name name = name(commonName);
    X509Certificate certificate =
        issue(Purpose.ROOT, name, name, pair, pair.getPublic(), null, null, List.of(), from, until);
    return new Credential(pair.getPrivate(), certificate);
  }

  /** Certificates for keys that count only together: each after the first names the first. */
  List<Credential> together(
      Credential root,
      Purpose purpose,
      String commonName,
      List<KeyPair> pairs,
      Instant from,
      Instant until) {
    List<Credential> made = new ArrayList<>();
    for (KeyPair pair : pairs) {
      X509Certificate first = made.isEmpty() ? null : made.get(0).certificate();
      made.add(under(root, purpose, commonName, pair, first, List.of(), from, until));
    }
    return List.copyOf(made);
  }

  /** On P-256. */
  Credential under(
      Credential root,
      Purpose purpose,
      String commonName,
      List<String> hosts,
      Instant from,
      Instant until) {
    return under(root, purpose, commonName, P256.keyPair(), null, hosts, from, until);
  }

  /** For a key whose private half is somebody else's. */
  X509Certificate certify(
      Credential root,
      PublicKey key,
      Purpose purpose,
      String commonName,
      List<String> hosts,
      Instant from,
      Instant until) {
    return certify(root, key, purpose, commonName, null, hosts, from, until);
  }

  private Credential under(
      Credential root,
      Purpose purpose,
      String commonName,
      KeyPair pair,
      X509Certificate related,
      List<String> hosts,
      Instant from,
      Instant until) {
    X509Certificate certificate =
        certify(root, pair.getPublic(), purpose, commonName, related, hosts, from, until);
    return new Credential(pair.getPrivate(), certificate);
  }

  private X509Certificate certify(
      Credential root,
      PublicKey key,
      Purpose purpose,
      String commonName,
      X509Certificate related,
      List<String> hosts,
      Instant from,
      Instant until) {
    KeyPair issuer = new KeyPair(root.certificate().getPublicKey(), root.key());
    X500Name issuerName =
        X500Name.getInstance(root.certificate().getSubjectX500Principal().getEncoded());
    return issue(
        purpose,
        issuerName,
        name(commonName),
        issuer,
        key,
        root.certificate(),
        related,
        hosts,
        from,
        until);
  }

  private X509Certificate issue(
      Purpose purpose,
      X500Name issuerName,
      X500Name subject,
      KeyPair issuer,
      PublicKey key,
      X509Certificate issuerCertificate,
      X509Certificate related,
      List<String> hosts,
      Instant from,
      Instant until) {
    try {
      BigInteger serial = new BigInteger(127, random).setBit(126);
      X509v3CertificateBuilder builder =
          new JcaX509v3CertificateBuilder(
              issuerName, serial, Date.from(from), Date.from(until), subject, key);
      JcaX509ExtensionUtils identifiers = new JcaX509ExtensionUtils();
      boolean ca = purpose == Purpose.ROOT;
      builder.addExtension(
          Extension.basicConstraints,
          true,
          ca ? new BasicConstraints(0) : new BasicConstraints(false));
      builder.addExtension(Extension.keyUsage, true, new KeyUsage(purpose.usage(key)));
      builder.addExtension(
          Extension.subjectKeyIdentifier, false, identifiers.createSubjectKeyIdentifier(key));
      if (issuerCertificate != null) {
        builder.addExtension(
            Extension.authorityKeyIdentifier,
            false,
            identifiers.createAuthorityKeyIdentifier(issuerCertificate.getPublicKey()));
      }
      if (!purpose.extended().isEmpty()) {
        // Critical where it stamps times, since RFC 3161, 2.3 wants that.
        builder.addExtension(Extension.extendedKeyUsage, purpose == Purpose.TIME, usages(purpose));
      }
      if (related != null) {
        builder.addExtension(Related.to(related));
      }
      if (!hosts.isEmpty()) {
        builder.addExtension(Extension.subjectAlternativeName, false, names(hosts));
      }
      byte[] der =
          builder
              .build(
                  new JcaContentSignerBuilder("SHA256withECDSA")
                      .setProvider(Certificates.BOUNCY_CASTLE)
                      .build(issuer.getPrivate()))
              .getEncoded();
      return Certificates.parse(der);
    } catch (GeneralSecurityException | OperatorCreationException | IOException | Untrusted e) {
      throw new IllegalStateException("cannot make a certificate", e);
    }
  }

  private X500Name name(String commonName) {
    return new X500NameBuilder(BCStyle.INSTANCE)
        .addRDN(BCStyle.O, organisation)
        .addRDN(BCStyle.CN, commonName)
        .build();
  }

  private static GeneralNames names(List<String> hosts) {
    return new GeneralNames(
        hosts.stream()
            .map(
                host ->
                    new GeneralName(
                        IPAddress.isValid(host) ? GeneralName.iPAddress : GeneralName.dNSName,
                        host))
            .toArray(GeneralName[]::new));
  }
}
