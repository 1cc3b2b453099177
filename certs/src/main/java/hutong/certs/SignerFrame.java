package hutong.certs;

import java.security.MessageDigest;
import java.time.Instant;
import java.util.Arrays;

/**
 * Writes and reads one SignerInfo of the protocol's profile (RFC 5652, 5.3): exactly the four
 * signed attributes of CAdES-B, nothing unsigned. Reading verifies nothing.
 *
 * @param signerId issuer and serial number, DER
 * @param toBeSigned DER of the attributes as a SET
 */
@SuppressWarnings("ArrayRecordComponent") // carried, never compared
record SignerFrame(
    byte[] signerId,
    byte[] digestAlgorithm,
    byte[] signatureAlgorithm,
    byte[] toBeSigned,
    byte[] signature,
    Attributes attributes) {

  private static final byte[] ONE = {2, 1, 1};

  /** The values of the four signed attributes. */
  @SuppressWarnings("ArrayRecordComponent") // carried, never compared
  record Attributes(
      byte[] contentType, byte[] messageDigest, Instant signingTime, byte[] certificateDigest) {

    /** DER of the SET, which is what is signed (RFC 5652, 5.4). */
    byte[] write() {
      return Der.setOf(
          attribute(Oids.CONTENT_TYPE, contentType),
          attribute(Oids.MESSAGE_DIGEST, Der.write(Der.OCTET_STRING, messageDigest)),
          attribute(Oids.SIGNING_TIME, SigningTime.write(signingTime)),
          attribute(
              Oids.SIGNING_CERTIFICATE_V2,
              Der.write(
                  Der.SEQUENCE,
                  Der.write(
                      Der.SEQUENCE,
                      Der.write(Der.SEQUENCE, Der.write(Der.OCTET_STRING, certificateDigest))))));
    }

    private static byte[] attribute(byte[] type, byte[] value) {
      return Der.write(Der.SEQUENCE, type, Der.write(Der.SET, value));
    }

    static Attributes read(byte[] set) throws Untrusted {
      Der in = Der.of(set).enter(Der.SET);
      byte[] contentType = null;
      byte[] messageDigest = null;
      byte[] certificateDigest = null;
      Instant signingTime = null;
      byte[] previous = {};
      while (!in.done()) {
        byte[] element = in.element(Der.SEQUENCE);
        if (Arrays.compareUnsigned(previous, element) >= 0) {
          throw Untrusted.malformed("signed attributes out of order");
        }
        previous = element;
        Der attribute = Der.of(element).enter(Der.SEQUENCE);
        byte[] type = attribute.element(Der.OID);
        Der value = attribute.enter(Der.SET);
        attribute.end();
        if (Arrays.equals(type, Oids.CONTENT_TYPE) && contentType == null) {
          contentType = value.element(Der.OID);
        } else if (Arrays.equals(type, Oids.MESSAGE_DIGEST) && messageDigest == null) {
          messageDigest = value.value(Der.OCTET_STRING);
        } else if (Arrays.equals(type, Oids.SIGNING_TIME) && signingTime == null) {
          signingTime = SigningTime.read(value);
        } else if (Arrays.equals(type, Oids.SIGNING_CERTIFICATE_V2) && certificateDigest == null) {
          certificateDigest = onlyCertificate(value);
        } else {
          throw Untrusted.malformed("a signed attribute that the protocol does not have");
        }
        value.end();
      }
      if (contentType == null
          || messageDigest == null
          || signingTime == null
          || certificateDigest == null) {
        throw Untrusted.malformed("a signed attribute is missing");
      }
      return new Attributes(contentType, messageDigest, signingTime, certificateDigest);
    }

    /** SigningCertificateV2 with one ESSCertIDv2 of its default algorithm (RFC 5035, 3). */
    private static byte[] onlyCertificate(Der value) throws Untrusted {
      Der signingCertificate = value.enter(Der.SEQUENCE);
      Der certificates = signingCertificate.enter(Der.SEQUENCE);
      Der one = certificates.enter(Der.SEQUENCE);
      byte[] digest = one.value(Der.OCTET_STRING);
      one.end();
      certificates.end();
      signingCertificate.end();
      return digest;
    }

    /** Whether they speak of this content: its type and its digest. */
    boolean fit(byte[] type, Digest digest) {
      return Arrays.equals(type, contentType)
          && MessageDigest.isEqual(digest.value(), messageDigest);
    }
  }

  byte[] write() {
    byte[] implicit = toBeSigned.clone();
    implicit[0] = (byte) Der.context(0);
    return Der.write(
        Der.SEQUENCE,
        ONE,
        signerId,
        digestAlgorithm,
        implicit,
        signatureAlgorithm,
        Der.write(Der.OCTET_STRING, signature));
  }

  static SignerFrame read(byte[] signerInfo) throws Untrusted {
    Der signer = Der.of(signerInfo).enter(Der.SEQUENCE);
    signer.expect(ONE, "the signer's version");
    final byte[] signerId = signer.element(Der.SEQUENCE);
    final byte[] digestAlgorithm = signer.element(Der.SEQUENCE);
    byte[] toBeSigned = signer.element(Der.context(0));
    toBeSigned[0] = Der.SET;
    final byte[] signatureAlgorithm = signer.element(Der.SEQUENCE);
    final byte[] signature = signer.value(Der.OCTET_STRING);
    signer.end();
    return new SignerFrame(
        signerId,
        digestAlgorithm,
        signatureAlgorithm,
        toBeSigned,
        signature,
        Attributes.read(toBeSigned));
  }
}
