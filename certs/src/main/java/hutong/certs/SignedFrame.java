package hutong.certs;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Writes and reads the protocol's profile of CMS SignedData (RFC 5652, 5): encapsulated content, as
 * many signers as the suite has schemes, and their certificates alone. Reading verifies nothing.
 *
 * @param type the ContentInfo's
 * @param contentType the content's
 * @param certificates as many as there are signers
 */
@SuppressWarnings("ArrayRecordComponent") // carried, never compared
record SignedFrame(
    byte[] type,
    byte[] contentType,
    byte[] content,
    byte[] digestAlgorithm,
    List<byte[]> certificates,
    List<SignerFrame> signers) {

  private static final byte[] THREE = {2, 1, 3};
  private static final int MOST_SIGNERS = 2;

  byte[] write() {
    byte[] encapsulated =
        Der.write(
            Der.SEQUENCE,
            contentType,
            Der.write(Der.context(0), Der.write(Der.OCTET_STRING, content)));
    byte[] signedData =
        Der.write(
            Der.SEQUENCE,
            THREE,
            Der.write(Der.SET, digestAlgorithm),
            encapsulated,
            Der.write(Der.context(0), certificates.toArray(byte[][]::new)),
            Der.write(Der.SET, signers.stream().map(SignerFrame::write).toArray(byte[][]::new)));
    return Der.write(Der.SEQUENCE, type, Der.write(Der.context(0), signedData));
  }

  static SignedFrame read(byte[] bytes) throws Untrusted {
    Der contentInfo = contentInfo(bytes);
    final byte[] type = contentInfo.element(Der.OID);
    Der signedData = enterSignedData(contentInfo);
    Der algorithms = signedData.enter(Der.SET);
    final byte[] digestAlgorithm = algorithms.element(Der.SEQUENCE);
    algorithms.end();
    Der encapsulated = signedData.enter(Der.SEQUENCE);
    final byte[] contentType = encapsulated.element(Der.OID);
    final byte[] content = content(encapsulated);
    final List<byte[]> certificates = ordered(signedData.enter(Der.context(0)));
    List<byte[]> infos = ordered(signedData.enter(Der.SET));
    signedData.end();
    List<SignerFrame> signers = new ArrayList<>(infos.size());
    for (byte[] info : infos) {
      SignerFrame signer = SignerFrame.read(info);
      if (!Arrays.equals(digestAlgorithm, signer.digestAlgorithm())) {
        throw Untrusted.malformed("the signer's digest algorithm is not the document's");
      }
      signers.add(signer);
    }
    if (certificates.size() != signers.size()) {
      throw Untrusted.malformed("not one certificate for each signer");
    }
    return new SignedFrame(type, contentType, content, digestAlgorithm, certificates, signers);
  }

  /** The content alone. */
  static byte[] contentOf(byte[] bytes) throws Untrusted {
    Der contentInfo = contentInfo(bytes);
    contentInfo.element(Der.OID);
    Der signedData = enterSignedData(contentInfo);
    signedData.enter(Der.SET);
    Der encapsulated = signedData.enter(Der.SEQUENCE);
    encapsulated.element(Der.OID);
    return content(encapsulated);
  }

  private static Der contentInfo(byte[] bytes) throws Untrusted {
    Der all = Der.of(bytes);
    Der contentInfo = all.enter(Der.SEQUENCE);
    all.end();
    return contentInfo;
  }

  private static Der enterSignedData(Der contentInfo) throws Untrusted {
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

  /** One or more, in the order that DER gives a set. */
  private static List<byte[]> ordered(Der set) throws Untrusted {
    List<byte[]> elements = new ArrayList<>(1);
    byte[] previous = {};
    do {
      byte[] element = set.element(Der.SEQUENCE);
      if (elements.size() == MOST_SIGNERS || Arrays.compareUnsigned(previous, element) >= 0) {
        throw Untrusted.malformed("signers or certificates: too many, or out of order");
      }
      elements.add(element);
      previous = element;
    } while (!set.done());
    return elements;
  }

  /** Whether the identifiers in it are this suite's. */
  boolean isOf(Suite suite) {
    List<Suite.Scheme> schemes = suite.schemes();
    if (!Arrays.equals(type, suite.signedDataType())
        || !Arrays.equals(digestAlgorithm, suite.digestAlgorithm())
        || signers.size() != schemes.size()) {
      return false;
    }
    for (int i = 0; i < schemes.size(); i++) {
      if (!Arrays.equals(signers.get(i).signatureAlgorithm(), schemes.get(i).algorithm())) {
        return false;
      }
    }
    return true;
  }
}
