package hutong.certs;

import java.io.IOException;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.ASN1OctetString;
import org.bouncycastle.asn1.ASN1Primitive;
import org.bouncycastle.asn1.x509.Extension;

/**
 * Puts certificates together that count only together: one of them names the other by its digest,
 * in the extension RelatedCertificate (RFC 9763), which the authority signed.
 */
final class Related {

  private static final ASN1ObjectIdentifier RELATED_CERTIFICATE =
      new ASN1ObjectIdentifier("1.3.6.1.5.5.7.1.36");
  private static final byte[] SHA_256 = Der.write(Der.SEQUENCE, Oids.der("2.16.840.1.101.3.4.2.1"));

  /** What a certificate holds that belongs to this one. */
  static Extension to(X509Certificate first) {
    byte[] value =
        Der.write(
            Der.SEQUENCE,
            SHA_256,
            Der.write(Der.OCTET_STRING, Sha256.of(Certificates.encoded(first))));
    try {
      return Extension.create(RELATED_CERTIFICATE, false, ASN1Primitive.fromByteArray(value));
    } catch (IOException e) {
      throw new IllegalStateException("DER of our own", e);
    }
  }

  /** Each with those that name it, after it; what names one that is not here is left alone. */
  static List<List<X509Certificate>> groups(List<X509Certificate> certificates) {
    return groups(certificates, Function.identity());
  }

  /** As for certificates. */
  static <T> List<List<T>> groups(List<T> all, Function<T, X509Certificate> certificate) {
    Map<Fingerprint, List<T>> byFirst = new LinkedHashMap<>();
    List<List<T>> groups = new ArrayList<>();
    for (T each : all) {
      if (named(certificate.apply(each)) == null) {
        byFirst.computeIfAbsent(
            Fingerprint.of(certificate.apply(each)), first -> new ArrayList<>());
      }
    }
    for (T each : all) {
      Fingerprint first = named(certificate.apply(each));
      if (first == null) {
        byFirst.get(Fingerprint.of(certificate.apply(each))).add(0, each);
      } else if (byFirst.containsKey(first)) {
        byFirst.get(first).add(each);
      } else {
        groups.add(List.of(each));
      }
    }
    groups.addAll(byFirst.values());
    return groups;
  }

  /** Null where it stands alone. What can't be read names nothing that exists. */
  private static Fingerprint named(X509Certificate certificate) {
    byte[] extension = certificate.getExtensionValue(RELATED_CERTIFICATE.getId());
    if (extension == null) {
      return null;
    }
    try {
      Der related = Der.of(ASN1OctetString.getInstance(extension).getOctets()).enter(Der.SEQUENCE);
      boolean sha256 = Arrays.equals(SHA_256, related.element(Der.SEQUENCE));
      byte[] digest = related.value(Der.OCTET_STRING);
      return new Fingerprint(sha256 ? digest : new byte[0]);
    } catch (Untrusted | IllegalArgumentException unreadable) {
      return new Fingerprint(new byte[0]);
    }
  }

  private Related() {}
}
