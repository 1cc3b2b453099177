package hutong.certs;

import java.nio.ByteBuffer;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.bouncycastle.crypto.digests.SHA256Digest;
import org.bouncycastle.crypto.generators.HKDFBytesGenerator;
import org.bouncycastle.crypto.params.HKDFParameters;

/**
 * KEMRecipientInfo of RFC 9629 for one recipient, around {@link HybridSecret}: HKDF with SHA-256,
 * AES-256 key wrap.
 *
 * <p>Records sealed together for one recipient share the encapsulation; user keying material of its
 * own for each gives each a wrapping key of its own.
 */
final class KeyEncapsulation {

  private static final int TAG = Der.context(4);
  private static final byte[] ZERO = {2, 1, 0};
  private static final byte[] KEY_LENGTH = {2, 1, 32};
  private static final byte[] ORI_KEM = Oids.der("1.2.840.113549.1.9.16.13.3");
  private static final byte[] KEM = Der.write(Der.SEQUENCE, Oids.der(Oids.ARC + ".8"));
  private static final byte[] HKDF_SHA_256 =
      Der.write(Der.SEQUENCE, Oids.der("1.2.840.113549.1.9.16.3.28"));
  private static final byte[] AES_256_WRAP =
      Der.write(Der.SEQUENCE, Oids.der("2.16.840.1.101.3.4.1.45"));
  private static final int UKM_BYTES = 16;
  private static final int MOST_UKM_BYTES = 64;

  /** What of the information is looked at before any key is. */
  @SuppressWarnings("ArrayRecordComponent") // carried, never compared
  private record Info(byte[] recipient, byte[] kem, byte[] ciphertext, Der rest) {

    static Info read(byte[] recipientInfo) throws Untrusted {
      Der all = Der.of(recipientInfo);
      Der other = all.enter(TAG);
      all.end();
      other.expect(ORI_KEM, "the kind of recipient");
      Der info = other.enter(Der.SEQUENCE);
      other.end();
      info.expect(ZERO, "the version of the recipient");
      return new Info(info.any(), info.element(Der.SEQUENCE), info.value(Der.OCTET_STRING), info);
    }
  }

  /** Whether it is of this kind, by its algorithm. */
  static boolean is(byte[] recipientInfo) {
    try {
      return Arrays.equals(KEM, Info.read(recipientInfo).kem());
    } catch (Untrusted e) {
      return false;
    }
  }

  /** Wraps for one recipient; an encapsulation for each call. */
  static final class Wrapper implements Suite.KeyWrapper {

    private final HybridSecret.Recipient recipient;
    private final byte[] recipientId;
    private final SecureRandom random;

    Wrapper(X509Certificate classic, X509Certificate lattice, SecureRandom random) {
      this.recipient = new HybridSecret.Recipient(classic, lattice, random);
      this.recipientId = Certificates.issuerAndSerial(lattice);
      this.random = random;
    }

    @Override
    public byte[] wrap(byte[] contentKey, Operations operations) {
      return wrap(recipient.encapsulate(operations), contentKey, null, operations);
    }

    @Override
    public List<byte[]> wrap(List<byte[]> contentKeys, Operations operations) {
      HybridSecret.Encapsulated secret = recipient.encapsulate(operations);
      List<byte[]> infos = new ArrayList<>(contentKeys.size());
      for (byte[] contentKey : contentKeys) {
        operations.count(Operation.RANDOM, UKM_BYTES);
        byte[] ukm = new byte[UKM_BYTES];
        random.nextBytes(ukm);
        infos.add(wrap(secret, contentKey, ukm, operations));
      }
      return infos;
    }

    private byte[] wrap(
        HybridSecret.Encapsulated secret, byte[] contentKey, byte[] ukm, Operations operations) {
      byte[] wrappingKey = derive(secret.value(), ukm, operations);
      operations.count(Operation.KEYWRAP, contentKey.length);
      byte[] info =
          Der.write(
              Der.SEQUENCE,
              ZERO,
              recipientId,
              KEM,
              Der.write(Der.OCTET_STRING, secret.ciphertext()),
              HKDF_SHA_256,
              KEY_LENGTH,
              material(ukm),
              AES_256_WRAP,
              Der.write(Der.OCTET_STRING, KeyWrap.wrap(wrappingKey, contentKey)));
      return Der.write(TAG, ORI_KEM, info);
    }
  }

  /** Unwraps with the keys held. */
  static final class Unwrapper implements Suite.KeyUnwrapper {

    private final HybridSecret.Holder own;
    private final byte[] issuerAndSerial;
    private final byte[] keyIdentifier;
    private final Agreements agreed = new Agreements();

    Unwrapper(Credential classic, Credential lattice) {
      this.own = new HybridSecret.Holder(classic, lattice);
      this.issuerAndSerial = Certificates.issuerAndSerial(lattice.certificate());
      this.keyIdentifier = Certificates.subjectKeyIdentifier(lattice.certificate());
    }

    @Override
    public byte[] unwrap(byte[] recipientInfo, Operations operations) throws Untrusted {
      Info info = Info.read(recipientInfo);
      Der rest = info.rest();
      rest.expect(HKDF_SHA_256, "the key derivation");
      rest.expect(KEY_LENGTH, "the length of the wrapping key");
      final byte[] ukm = keyingMaterial(rest);
      rest.expect(AES_256_WRAP, "the key wrap");
      final byte[] wrapped = rest.value(Der.OCTET_STRING);
      rest.end();
      if (info.ciphertext().length != HybridSecret.CIPHERTEXT) {
        throw Untrusted.malformed("the encapsulated keys");
      }
      if (!Arrays.equals(info.recipient(), issuerAndSerial)
          && !Arrays.equals(info.recipient(), keyIdentifier)) {
        return null;
      }
      byte[] secret = agreed.get(ByteBuffer.wrap(info.ciphertext()));
      if (secret == null) {
        secret = own.decapsulate(info.ciphertext(), operations);
        agreed.put(ByteBuffer.wrap(info.ciphertext()), secret);
      }
      byte[] wrappingKey = derive(secret, ukm, operations);
      operations.count(Operation.KEYUNWRAP, wrapped.length);
      byte[] contentKey = KeyWrap.unwrap(wrappingKey, wrapped);
      if (contentKey == null) {
        throw new Untrusted(Fault.DECRYPTION_FAILED, "the content key does not authenticate");
      }
      return contentKey;
    }
  }

  private static byte[] material(byte[] ukm) {
    return ukm == null ? new byte[0] : Der.write(Der.context(0), Der.write(Der.OCTET_STRING, ukm));
  }

  /** Null where there is none. */
  private static byte[] keyingMaterial(Der info) throws Untrusted {
    if (!info.next(Der.context(0))) {
      return null;
    }
    Der explicit = info.enter(Der.context(0));
    byte[] ukm = explicit.value(Der.OCTET_STRING);
    explicit.end();
    if (ukm.length > MOST_UKM_BYTES) {
      throw Untrusted.malformed("the keying material");
    }
    return ukm;
  }

  /** HKDF without salt over CMSORIforKEMOtherInfo (RFC 9629, 5). */
  private static byte[] derive(byte[] secret, byte[] ukm, Operations operations) {
    byte[] otherInfo = Der.write(Der.SEQUENCE, AES_256_WRAP, KEY_LENGTH, material(ukm));
    operations.count(Operation.KDF, secret.length + otherInfo.length);
    return hkdf(secret, otherInfo);
  }

  static byte[] hkdf(byte[] secret, byte[] info) {
    HKDFBytesGenerator generator = new HKDFBytesGenerator(new SHA256Digest());
    generator.init(new HKDFParameters(secret, null, info));
    byte[] key = new byte[32];
    generator.generateBytes(key, 0, key.length);
    return key;
  }

  private KeyEncapsulation() {}
}
