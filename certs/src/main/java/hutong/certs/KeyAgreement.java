package hutong.certs;

import java.math.BigInteger;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.security.interfaces.ECPublicKey;
import java.util.Arrays;
import org.bouncycastle.math.ec.ECPoint;

/**
 * KeyAgreeRecipientInfo of RFC 5753 for one recipient: ephemeral-static ECDH on P-256,
 * dhSinglePass-stdDH-sha256kdf-scheme, AES-256 key wrap, no user keying material.
 */
final class KeyAgreement {

  private static final int TAG = Der.context(1);
  private static final byte[] THREE = {2, 1, 3};
  private static final byte[] EC_PUBLIC_KEY =
      Der.write(Der.SEQUENCE, Oids.der("1.2.840.10045.2.1"));
  private static final byte[] AES_256_WRAP =
      Der.write(Der.SEQUENCE, Oids.der("2.16.840.1.101.3.4.1.45"));
  private static final byte[] SCHEME =
      Der.write(Der.SEQUENCE, Oids.der("1.3.132.1.11.1"), AES_256_WRAP);

  /** KDF counter 1, then ECC-CMS-SharedInfo: the wrap algorithm and its key's 256 bits. */
  private static final byte[] COUNTER = {0, 0, 0, 1};

  private static final byte[] SHARED_INFO =
      Der.write(
          Der.SEQUENCE,
          AES_256_WRAP,
          Der.write(Der.context(2), Der.write(Der.OCTET_STRING, new byte[] {0, 0, 1, 0})));

  /** Whether it is of this kind, by its algorithm. */
  static boolean is(byte[] recipientInfo) {
    try {
      Der info = Der.of(recipientInfo).enter(TAG);
      info.expect(THREE, "version");
      info.enter(Der.context(0));
      return Arrays.equals(SCHEME, info.element(Der.SEQUENCE));
    } catch (Untrusted e) {
      return false;
    }
  }

  /** Wraps for one recipient; an ephemeral key for each call. */
  static final class Wrapper implements Suite.KeyWrapper {

    private final ECPoint recipient;
    private final byte[] recipientId;
    private final SecureRandom random;

    Wrapper(X509Certificate recipient, SecureRandom random) {
      this.recipient = P256.point((ECPublicKey) recipient.getPublicKey());
      this.recipientId = Certificates.issuerAndSerial(recipient);
      this.random = random;
    }

    @Override
    public byte[] wrap(byte[] contentKey, Operations operations) {
      operations.count(Operation.KEYGEN, P256.POINT);
      BigInteger ephemeral = P256.randomScalar(random);
      byte[] point =
          P256.multiplyKnown(P256.DOMAIN.getG(), ephemeral).normalize().getEncoded(false);
      operations.count(Operation.AGREE_KNOWN, P256.POINT);
      byte[] z = P256.sharedSecret(P256.multiplyKnown(recipient, ephemeral));
      byte[] wrappingKey = derive(z, operations);
      operations.count(Operation.KEYWRAP, contentKey.length);
      byte[] wrapped = KeyWrap.wrap(wrappingKey, contentKey);
      byte[] originator =
          Der.write(
              Der.context(1), EC_PUBLIC_KEY, Der.write(Der.BIT_STRING, new byte[] {0}, point));
      return Der.write(
          TAG,
          THREE,
          Der.write(Der.context(0), originator),
          SCHEME,
          Der.write(
              Der.SEQUENCE,
              Der.write(Der.SEQUENCE, recipientId, Der.write(Der.OCTET_STRING, wrapped))));
    }
  }

  /** Unwraps with one held key. */
  static final class Unwrapper implements Suite.KeyUnwrapper {

    private final BigInteger key;
    private final byte[] issuerAndSerial;
    private final byte[] keyIdentifier;

    Unwrapper(BigInteger key, X509Certificate own) {
      this.key = key;
      this.issuerAndSerial = Certificates.issuerAndSerial(own);
      this.keyIdentifier = Certificates.recipientKeyIdentifier(own);
    }

    @Override
    public byte[] unwrap(byte[] recipientInfo, Operations operations) throws Untrusted {
      Der all = Der.of(recipientInfo);
      Der info = all.enter(TAG);
      all.end();
      info.expect(THREE, "the version of the recipient");
      final byte[] point = ephemeral(info);
      info.expect(SCHEME, "the key agreement");
      Der keys = info.enter(Der.SEQUENCE);
      info.end();
      Der one = keys.enter(Der.SEQUENCE);
      keys.end();
      byte[] id = one.any();
      final byte[] wrapped = one.value(Der.OCTET_STRING);
      one.end();
      if (!Arrays.equals(id, issuerAndSerial) && !Arrays.equals(id, keyIdentifier)) {
        return null;
      }
      ECPoint theirs = P256.point(point);
      operations.count(Operation.AGREE, P256.POINT);
      byte[] z = P256.sharedSecret(theirs.multiply(key));
      byte[] wrappingKey = derive(z, operations);
      operations.count(Operation.KEYUNWRAP, wrapped.length);
      byte[] contentKey = KeyWrap.unwrap(wrappingKey, wrapped);
      if (contentKey == null) {
        throw new Untrusted(Fault.DECRYPTION_FAILED, "the content key does not authenticate");
      }
      return contentKey;
    }

    private static byte[] ephemeral(Der info) throws Untrusted {
      Der explicit = info.enter(Der.context(0));
      Der originator = explicit.enter(Der.context(1));
      explicit.end();
      originator.expect(EC_PUBLIC_KEY, "the originator's algorithm");
      byte[] bits = originator.value(Der.BIT_STRING);
      originator.end();
      if (bits.length != 1 + P256.POINT || bits[0] != 0) {
        throw Untrusted.malformed("the ephemeral key");
      }
      return Arrays.copyOfRange(bits, 1, bits.length);
    }
  }

  /** X9.63 KDF with SHA-256, one block (SEC 1, 3.6.1). */
  private static byte[] derive(byte[] z, Operations operations) {
    operations.count(Operation.KDF, z.length + COUNTER.length + SHARED_INFO.length);
    return Sha256.of(z, COUNTER, SHARED_INFO);
  }

  private KeyAgreement() {}
}
