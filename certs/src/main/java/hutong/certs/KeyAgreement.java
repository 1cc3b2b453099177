package hutong.certs;

import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.security.interfaces.ECPublicKey;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import org.bouncycastle.math.ec.ECPoint;

/**
 * KeyAgreeRecipientInfo of RFC 5753 for one recipient: ephemeral-static ECDH on P-256,
 * dhSinglePass-stdDH-sha256kdf-scheme, AES-256 key wrap.
 *
 * <p>Records sealed together for one recipient share the ephemeral key: one agreement, and user
 * keying material of its own for each gives each a wrapping key of its own (RFC 5753, 7.2).
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

  /** KDF counter 1. */
  private static final byte[] COUNTER = {0, 0, 0, 1};

  private static final byte[] KEY_BITS =
      Der.write(Der.context(2), Der.write(Der.OCTET_STRING, new byte[] {0, 0, 1, 0}));

  private static final int UKM_BYTES = 16;
  private static final int MOST_UKM_BYTES = 64;

  /** Whether it is of this kind, by its algorithm. */
  static boolean is(byte[] recipientInfo) {
    try {
      Der info = Der.of(recipientInfo).enter(TAG);
      info.expect(THREE, "version");
      info.enter(Der.context(0));
      keyingMaterial(info);
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
      return new Agreement(operations).wrap(contentKey, null, operations);
    }

    @Override
    public List<byte[]> wrap(List<byte[]> contentKeys, Operations operations) {
      Agreement agreement = new Agreement(operations);
      List<byte[]> infos = new ArrayList<>(contentKeys.size());
      for (byte[] contentKey : contentKeys) {
        operations.count(Operation.RANDOM, UKM_BYTES);
        byte[] ukm = new byte[UKM_BYTES];
        random.nextBytes(ukm);
        infos.add(agreement.wrap(contentKey, ukm, operations));
      }
      return infos;
    }

    /** One ephemeral key and what it agrees on with the recipient. */
    private final class Agreement {

      private final byte[] originator;
      private final byte[] z;

      Agreement(Operations operations) {
        operations.count(Operation.KEYGEN, P256.POINT);
        BigInteger ephemeral = P256.randomScalar(random);
        byte[] point =
            P256.multiplyKnown(P256.DOMAIN.getG(), ephemeral).normalize().getEncoded(false);
        operations.count(Operation.AGREE_KNOWN, P256.POINT);
        z = P256.sharedSecret(P256.multiplyKnown(recipient, ephemeral));
        originator =
            Der.write(
                Der.context(0),
                Der.write(
                    Der.context(1),
                    EC_PUBLIC_KEY,
                    Der.write(Der.BIT_STRING, new byte[] {0}, point)));
      }

      byte[] wrap(byte[] contentKey, byte[] ukm, Operations operations) {
        byte[] wrappingKey = derive(z, ukm, operations);
        operations.count(Operation.KEYWRAP, contentKey.length);
        byte[] wrapped = KeyWrap.wrap(wrappingKey, contentKey);
        byte[] material =
            ukm == null ? new byte[0] : Der.write(Der.context(1), Der.write(Der.OCTET_STRING, ukm));
        return Der.write(
            TAG,
            THREE,
            originator,
            material,
            SCHEME,
            Der.write(
                Der.SEQUENCE,
                Der.write(Der.SEQUENCE, recipientId, Der.write(Der.OCTET_STRING, wrapped))));
      }
    }
  }

  /** Unwraps with one held key. */
  static final class Unwrapper implements Suite.KeyUnwrapper {

    private final Function<ECPoint, byte[]> agreement;
    private final byte[] issuerAndSerial;
    private final byte[] keyIdentifier;
    private final Agreements agreed = new Agreements();

    /**
     * For one key.
     *
     * @param agreement what the key agrees on with a point, the shared x
     */
    Unwrapper(Function<ECPoint, byte[]> agreement, X509Certificate own) {
      this.agreement = agreement;
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
      final byte[] ukm = keyingMaterial(info);
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
      byte[] wrappingKey = derive(agree(point, operations), ukm, operations);
      operations.count(Operation.KEYUNWRAP, wrapped.length);
      byte[] contentKey = KeyWrap.unwrap(wrappingKey, wrapped);
      if (contentKey == null) {
        throw new Untrusted(Fault.DECRYPTION_FAILED, "the content key does not authenticate");
      }
      return contentKey;
    }

    private byte[] agree(byte[] point, Operations operations) throws Untrusted {
      ByteBuffer name = ByteBuffer.wrap(point);
      byte[] z = agreed.get(name);
      if (z == null) {
        ECPoint theirs = P256.point(point);
        operations.count(Operation.AGREE, P256.POINT);
        z = agreement.apply(theirs);
        agreed.put(name, z);
      }
      return z;
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

  /** Null where there is none. */
  private static byte[] keyingMaterial(Der info) throws Untrusted {
    if (!info.next(Der.context(1))) {
      return null;
    }
    Der explicit = info.enter(Der.context(1));
    byte[] ukm = explicit.value(Der.OCTET_STRING);
    explicit.end();
    if (ukm.length > MOST_UKM_BYTES) {
      throw Untrusted.malformed("the keying material");
    }
    return ukm;
  }

  /** X9.63 KDF with SHA-256, one block (SEC 1, 3.6.1), over ECC-CMS-SharedInfo. */
  private static byte[] derive(byte[] z, byte[] ukm, Operations operations) {
    byte[] entity =
        ukm == null ? new byte[0] : Der.write(Der.context(0), Der.write(Der.OCTET_STRING, ukm));
    byte[] sharedInfo = Der.write(Der.SEQUENCE, AES_256_WRAP, entity, KEY_BITS);
    operations.count(Operation.KDF, z.length + COUNTER.length + sharedInfo.length);
    return Sha256.of(z, COUNTER, sharedInfo);
  }

  private KeyAgreement() {}
}
