package hutong.certs;

import java.security.MessageDigest;
import java.time.Instant;
import java.util.Arrays;

/**
 * Writes and reads the protocol's profile of CMS SignedData (RFC 5652, 5): encapsulated content,
 * one certificate, one signer, exactly the four signed attributes of CAdES-B, nothing unsigned.
 * Reading verifies nothing.
 */
@SuppressWarnings("ArrayRecordComponent") // carried, never compared
record SignedFrame(
    byte[] contentType,
    byte[] content,
    byte[] certificate,
    byte[] signerId,
    byte[] digestAlgorithm,
    byte[] signatureAlgorithm,
    byte[] toBeSigned,
    byte[] signature,
    Attributes attributes) {

  private static final byte[] ONE = {2, 1, 1};
  private static final byte[] THREE = {2, 1, 3};

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
  }

  static byte[] write(
      byte[] contentType,
      byte[] content,
      byte[] certificate,
      byte[] signerId,
      Suite suite,
      byte[] attributes,
      byte[] signature) {
    byte[] implicit = attributes.clone();
    implicit[0] = (byte) Der.context(0);
    byte[] signerInfo =
        Der.write(
            Der.SEQUENCE,
            ONE,
            signerId,
            suite.digestAlgorithm(),
            implicit,
            suite.signatureAlgorithm(),
            Der.write(Der.OCTET_STRING, signature));
    byte[] encapsulated =
        Der.write(
            Der.SEQUENCE,
            contentType,
            Der.write(Der.context(0), Der.write(Der.OCTET_STRING, content)));
    byte[] signedData =
        Der.write(
            Der.SEQUENCE,
            THREE,
            Der.write(Der.SET, suite.digestAlgorithm()),
            encapsulated,
            Der.write(Der.context(0), certificate),
            Der.write(Der.SET, signerInfo));
    return Der.write(Der.SEQUENCE, Oids.SIGNED_DATA, Der.write(Der.context(0), signedData));
  }

  static SignedFrame read(byte[] bytes) throws Untrusted {
    Der signedData = enterSignedData(bytes);
    Der algorithms = signedData.enter(Der.SET);
    final byte[] digestAlgorithm = algorithms.element(Der.SEQUENCE);
    algorithms.end();
    Der encapsulated = signedData.enter(Der.SEQUENCE);
    final byte[] contentType = encapsulated.element(Der.OID);
    final byte[] content = content(encapsulated);
    Der certificates = signedData.enter(Der.context(0));
    final byte[] certificate = certificates.element(Der.SEQUENCE);
    certificates.end();
    Der signers = signedData.enter(Der.SET);
    signedData.end();
    Der signer = signers.enter(Der.SEQUENCE);
    signers.end();
    signer.expect(ONE, "the signer's version");
    final byte[] signerId = signer.element(Der.SEQUENCE);
    signer.expect(digestAlgorithm, "the signer's digest algorithm");
    byte[] toBeSigned = signer.element(Der.context(0));
    toBeSigned[0] = Der.SET;
    final byte[] signatureAlgorithm = signer.element(Der.SEQUENCE);
    final byte[] signature = signer.value(Der.OCTET_STRING);
    signer.end();
    return new SignedFrame(
        contentType,
        content,
        certificate,
        signerId,
        digestAlgorithm,
        signatureAlgorithm,
        toBeSigned,
        signature,
        Attributes.read(toBeSigned));
  }

  /** Whether the bytes call themselves SignedData; nothing else of them is looked at. */
  static boolean looksLike(byte[] bytes) {
    try {
      return Arrays.equals(Der.of(bytes).enter(Der.SEQUENCE).element(Der.OID), Oids.SIGNED_DATA);
    } catch (Untrusted malformed) {
      return false;
    }
  }

  /** The content alone. */
  static byte[] contentOf(byte[] bytes) throws Untrusted {
    Der signedData = enterSignedData(bytes);
    signedData.enter(Der.SET);
    Der encapsulated = signedData.enter(Der.SEQUENCE);
    encapsulated.element(Der.OID);
    return content(encapsulated);
  }

  private static Der enterSignedData(byte[] bytes) throws Untrusted {
    Der all = Der.of(bytes);
    Der contentInfo = all.enter(Der.SEQUENCE);
    all.end();
    contentInfo.expect(Oids.SIGNED_DATA, "the type of what is signed");
    Der explicit = contentInfo.enter(Der.context(0));
    contentInfo.end();
    Der signedData = explicit.enter(Der.SEQUENCE);
    explicit.end();
    signedData.expect(THREE, "the version of SignedData");
    return signedData;
  }

  private static byte[] content(Der encapsulated) throws Untrusted {
    Der explicit = encapsulated.enter(Der.context(0));
    encapsulated.end();
    byte[] content = explicit.value(Der.OCTET_STRING);
    explicit.end();
    return content;
  }

  /** Whether the attributes speak of this content: its type and its digest. */
  boolean attributesFit(Digest digest) {
    return Arrays.equals(contentType, attributes.contentType())
        && MessageDigest.isEqual(digest.value(), attributes.messageDigest());
  }
}
