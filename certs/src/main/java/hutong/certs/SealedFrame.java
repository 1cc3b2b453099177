package hutong.certs;

import java.util.Arrays;

/**
 * Writes and reads the protocol's profile of CMS AuthEnvelopedData (RFC 5083): one recipient,
 * content of the suite's type for data, no attributes, no originator information. Reading decrypts
 * nothing.
 */
@SuppressWarnings("ArrayRecordComponent") // carried, never compared
record SealedFrame(byte[] recipientInfo, byte[] sealedType, Suite.SealedContent content) {

  private static final byte[] ZERO = {2, 1, 0};

  byte[] write() {
    byte[] encrypted =
        Der.write(
            Der.SEQUENCE,
            sealedType,
            content.algorithm(),
            Der.write(Der.primitive(0), content.ciphertext()));
    byte[] enveloped =
        Der.write(
            Der.SEQUENCE,
            ZERO,
            Der.write(Der.SET, recipientInfo),
            encrypted,
            Der.write(Der.OCTET_STRING, content.tag()));
    return Der.write(Der.SEQUENCE, Oids.AUTH_ENVELOPED_DATA, Der.write(Der.context(0), enveloped));
  }

  /** Whether the bytes call themselves so; nothing else of them is looked at. */
  static boolean looksLike(byte[] bytes) {
    try {
      return Arrays.equals(
          Der.of(bytes).enter(Der.SEQUENCE).element(Der.OID), Oids.AUTH_ENVELOPED_DATA);
    } catch (Untrusted malformed) {
      return false;
    }
  }

  static SealedFrame read(byte[] bytes) throws Untrusted {
    Der all = Der.of(bytes);
    Der contentInfo = all.enter(Der.SEQUENCE);
    all.end();
    contentInfo.expect(Oids.AUTH_ENVELOPED_DATA, "the envelope's type");
    Der explicit = contentInfo.enter(Der.context(0));
    contentInfo.end();
    Der enveloped = explicit.enter(Der.SEQUENCE);
    explicit.end();
    enveloped.expect(ZERO, "the version of AuthEnvelopedData");
    Der recipients = enveloped.enter(Der.SET);
    final byte[] recipient = recipients.any();
    recipients.end();
    Der encrypted = enveloped.enter(Der.SEQUENCE);
    final byte[] sealedType = encrypted.element(Der.OID);
    final byte[] algorithm = encrypted.element(Der.SEQUENCE);
    final byte[] ciphertext = encrypted.value(Der.primitive(0));
    encrypted.end();
    final byte[] tag = enveloped.value(Der.OCTET_STRING);
    enveloped.end();
    return new SealedFrame(
        recipient, sealedType, new Suite.SealedContent(algorithm, ciphertext, tag));
  }
}
