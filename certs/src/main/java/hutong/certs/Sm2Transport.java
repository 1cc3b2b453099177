package hutong.certs;

import java.math.BigInteger;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.util.Arrays;
import org.bouncycastle.crypto.InvalidCipherTextException;
import org.bouncycastle.crypto.engines.SM2Engine;
import org.bouncycastle.crypto.params.ECPrivateKeyParameters;
import org.bouncycastle.crypto.params.ECPublicKeyParameters;
import org.bouncycastle.crypto.params.ParametersWithRandom;
import org.bouncycastle.util.BigIntegers;

/**
 * KeyTransRecipientInfo of GB/T 35275 for one recipient: the content key encrypted by SM2 (GB/T
 * 32918.4), as SM2Cipher of GB/T 35276.
 */
final class Sm2Transport {

  private static final byte[] ZERO = {2, 1, 0};
  private static final byte[] SM2_ENCRYPTION =
      Der.write(Der.SEQUENCE, Oids.der("1.2.156.10197.1.301.3"));
  private static final int COORDINATE = 32;
  private static final int HASH = 32;
  private static final int MOST_CONTENT_KEY = 32;

  /** Whether it is of this kind, by its algorithm. */
  static boolean is(byte[] recipientInfo) {
    try {
      Der info = Der.of(recipientInfo).enter(Der.SEQUENCE);
      info.expect(ZERO, "version");
      info.any();
      return Arrays.equals(SM2_ENCRYPTION, info.element(Der.SEQUENCE));
    } catch (Untrusted e) {
      return false;
    }
  }

  /** Wraps for one recipient. */
  static final class Wrapper implements Suite.KeyWrapper {

    private final ECPublicKeyParameters recipient;
    private final byte[] recipientId;
    private final SecureRandom random;

    Wrapper(X509Certificate recipient, SecureRandom random) {
      this.recipient = Sm2.publicKey(recipient);
      this.recipientId = Certificates.issuerAndSerial(recipient);
      this.random = random;
    }

    @Override
    public byte[] wrap(byte[] contentKey, Operations operations) {
      operations.count(Operation.KEYWRAP, contentKey.length);
      return Der.write(
          Der.SEQUENCE,
          ZERO,
          recipientId,
          SM2_ENCRYPTION,
          Der.write(Der.OCTET_STRING, cipher(encrypt(recipient, contentKey, random))));
    }
  }

  /** Unwraps with one held key. */
  static final class Unwrapper implements Suite.KeyUnwrapper {

    private final ECPrivateKeyParameters key;
    private final byte[] issuerAndSerial;
    private final byte[] keyIdentifier;

    Unwrapper(Credential own) {
      this.key = Sm2.privateKey(own.key());
      this.issuerAndSerial = Certificates.issuerAndSerial(own.certificate());
      this.keyIdentifier = Certificates.subjectKeyIdentifier(own.certificate());
    }

    @Override
    public byte[] unwrap(byte[] recipientInfo, Operations operations) throws Untrusted {
      Der all = Der.of(recipientInfo);
      Der info = all.enter(Der.SEQUENCE);
      all.end();
      info.expect(ZERO, "the version of the recipient");
      byte[] id = info.any();
      info.expect(SM2_ENCRYPTION, "the key encryption");
      byte[] encrypted = points(info.value(Der.OCTET_STRING));
      info.end();
      if (!Arrays.equals(id, issuerAndSerial) && !Arrays.equals(id, keyIdentifier)) {
        return null;
      }
      operations.count(Operation.KEYUNWRAP, encrypted.length - Sm2.POINT - HASH);
      try {
        return decrypt(key, encrypted);
      } catch (InvalidCipherTextException e) {
        throw new Untrusted(Fault.DECRYPTION_FAILED, "the content key does not authenticate");
      }
    }
  }

  /** C1, C3, C2, one after the other. */
  static byte[] encrypt(ECPublicKeyParameters recipient, byte[] contentKey, SecureRandom random) {
    SM2Engine engine = new SM2Engine(SM2Engine.Mode.C1C3C2);
    engine.init(true, new ParametersWithRandom(recipient, random));
    try {
      return engine.processBlock(contentKey, 0, contentKey.length);
    } catch (InvalidCipherTextException e) {
      throw new IllegalStateException("SM2 of Bouncy Castle", e);
    }
  }

  static byte[] decrypt(ECPrivateKeyParameters key, byte[] encrypted)
      throws InvalidCipherTextException {
    SM2Engine engine = new SM2Engine(SM2Engine.Mode.C1C3C2);
    engine.init(false, key);
    return engine.processBlock(encrypted, 0, encrypted.length);
  }

  /** SM2Cipher: the point's coordinates, the hash, the ciphertext. */
  private static byte[] cipher(byte[] encrypted) {
    byte[] x = Arrays.copyOfRange(encrypted, 1, 1 + COORDINATE);
    byte[] y = Arrays.copyOfRange(encrypted, 1 + COORDINATE, Sm2.POINT);
    return Der.write(
        Der.SEQUENCE,
        Der.write(Der.INTEGER, new BigInteger(1, x).toByteArray()),
        Der.write(Der.INTEGER, new BigInteger(1, y).toByteArray()),
        Der.write(Der.OCTET_STRING, Arrays.copyOfRange(encrypted, Sm2.POINT, Sm2.POINT + HASH)),
        Der.write(
            Der.OCTET_STRING, Arrays.copyOfRange(encrypted, Sm2.POINT + HASH, encrypted.length)));
  }

  /** The reverse; a point off the curve is malformed. */
  private static byte[] points(byte[] cipher) throws Untrusted {
    Der all = Der.of(cipher);
    Der parts = all.enter(Der.SEQUENCE);
    all.end();
    BigInteger x = P256.integer(parts);
    BigInteger y = P256.integer(parts);
    byte[] hash = parts.value(Der.OCTET_STRING);
    byte[] text = parts.value(Der.OCTET_STRING);
    parts.end();
    if (x.signum() < 0
        || y.signum() < 0
        || x.bitLength() > 8 * COORDINATE
        || y.bitLength() > 8 * COORDINATE
        || hash.length != HASH
        || text.length == 0
        || text.length > MOST_CONTENT_KEY) {
      throw Untrusted.malformed("the encrypted content key");
    }
    try {
      Sm2.DOMAIN.validatePublicPoint(Sm2.DOMAIN.getCurve().createPoint(x, y));
    } catch (IllegalArgumentException e) {
      throw Untrusted.malformed("a point that is not on the curve");
    }
    byte[] encrypted = new byte[Sm2.POINT + HASH + text.length];
    encrypted[0] = 4;
    BigIntegers.asUnsignedByteArray(x, encrypted, 1, COORDINATE);
    BigIntegers.asUnsignedByteArray(y, encrypted, 1 + COORDINATE, COORDINATE);
    System.arraycopy(hash, 0, encrypted, Sm2.POINT, HASH);
    System.arraycopy(text, 0, encrypted, Sm2.POINT + HASH, text.length);
    return encrypted;
  }

  private Sm2Transport() {}
}
