package hutong.certs;

import java.nio.charset.StandardCharsets;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Builds SignedData part by part, so that a test can make any one part wrong and sign the rest
 * soundly.
 */
final class Forgery {

  static final Suite SUITE = Suites.standard().byId("INTL");
  static final byte[] CONTENT =
      "<exchange>synthetic 000</exchange>".getBytes(StandardCharsets.UTF_8);

  byte[] contentType = Oids.EXCHANGE;
  byte[] attributeContentType = Oids.EXCHANGE;
  byte[] digestAlgorithm = SUITE.digestAlgorithm();
  byte[] signatureAlgorithm = SUITE.schemes().get(0).algorithm();
  byte[] certificates;
  byte[] signerId;
  byte[] certificateDigest;
  byte[] unsignedAttributes = {};
  byte[] messageDigest = Sha256.of(CONTENT);
  Instant signingTime = World.NOW;
  boolean signingCertificate = true;
  boolean detached;
  boolean twice;
  boolean unordered;
  List<byte[]> furtherAttributes = new ArrayList<>();
  final Credential signer;

  Forgery(Credential signer) {
    this.signer = signer;
    X509Certificate certificate = signer.certificate();
    certificates = Certificates.encoded(certificate);
    signerId = Certificates.issuerAndSerial(certificate);
    certificateDigest = Sha256.of(certificates);
  }

  private byte[] attributes() {
    List<byte[]> all = new ArrayList<>(furtherAttributes);
    all.add(attribute(Oids.CONTENT_TYPE, attributeContentType));
    all.add(attribute(Oids.MESSAGE_DIGEST, Der.write(Der.OCTET_STRING, messageDigest)));
    all.add(attribute(Oids.SIGNING_TIME, SigningTime.write(signingTime)));
    if (signingCertificate) {
      byte[] one = Der.write(Der.SEQUENCE, Der.write(Der.OCTET_STRING, certificateDigest));
      all.add(
          attribute(
              Oids.SIGNING_CERTIFICATE_V2, Der.write(Der.SEQUENCE, Der.write(Der.SEQUENCE, one))));
    }
    byte[][] elements = all.toArray(byte[][]::new);
    if (unordered) {
      Arrays.sort(elements, (a, b) -> Arrays.compareUnsigned(b, a));
      return Der.write(Der.SET, elements);
    }
    return Der.setOf(elements);
  }

  static byte[] attribute(byte[] type, byte[] value) {
    return Der.write(Der.SEQUENCE, type, Der.write(Der.SET, value));
  }

  private byte[] signerInfo() {
    byte[] attributes = attributes();
    byte[] signature =
        SUITE.schemes().get(0).signer(signer.key()).sign(attributes, new Operations());
    attributes[0] = (byte) Der.context(0);
    return Der.write(
        Der.SEQUENCE,
        new byte[] {2, 1, 1},
        signerId,
        digestAlgorithm,
        attributes,
        signatureAlgorithm,
        Der.write(Der.OCTET_STRING, signature),
        unsignedAttributes);
  }

  byte[] build() {
    byte[] encapsulated =
        detached
            ? Der.write(Der.SEQUENCE, contentType)
            : Der.write(
                Der.SEQUENCE,
                contentType,
                Der.write(Der.context(0), Der.write(Der.OCTET_STRING, CONTENT)));
    byte[] signers =
        twice ? Der.setOf(signerInfo(), signerInfo()) : Der.write(Der.SET, signerInfo());
    return wrap(
        Der.write(
            Der.SEQUENCE,
            new byte[] {2, 1, 3},
            Der.write(Der.SET, digestAlgorithm),
            encapsulated,
            Der.write(Der.context(0), certificates),
            signers));
  }

  static byte[] wrap(byte[] signedData) {
    return Der.write(Der.SEQUENCE, Oids.SIGNED_DATA, Der.write(Der.context(0), signedData));
  }
}
