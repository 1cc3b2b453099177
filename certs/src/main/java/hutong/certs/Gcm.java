package hutong.certs;

import java.security.GeneralSecurityException;
import java.security.Provider;
import java.security.SecureRandom;
import java.util.Arrays;
import javax.crypto.AEADBadTagException;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/** A block cipher in GCM with a 96-bit nonce and a 128-bit tag, as in CMS (RFC 5084). */
final class Gcm {

  static final int NONCE = 12;
  static final int TAG = 16;

  private static final byte[] TAG_LENGTH = {2, 1, TAG};

  private final byte[] identifier;
  private final String cipher;
  private final Provider provider;
  private final int keyBytes;
  private final SecureRandom random = new SecureRandom();

  private Gcm(String identifier, String cipher, Provider provider, int keyBytes) {
    this.identifier = Oids.der(identifier);
    this.cipher = cipher;
    this.provider = provider;
    this.keyBytes = keyBytes;
  }

  /** By the platform, which alone uses the processor's instructions. */
  static Gcm aes256() {
    return new Gcm("2.16.840.1.101.3.4.1.46", "AES", Platform.JCE, 32);
  }

  static Gcm sm4() {
    return new Gcm("1.2.156.10197.1.104.8", "SM4", Certificates.BOUNCY_CASTLE, 16);
  }

  byte[] key(Operations operations) {
    return random(keyBytes, operations);
  }

  Suite.SealedContent encrypt(byte[] key, byte[] plain, Operations operations) {
    byte[] nonce = random(NONCE, operations);
    operations.count(Operation.AEAD_ENCRYPT, plain.length);
    try {
      byte[] both = cipher(Cipher.ENCRYPT_MODE, key, nonce).doFinal(plain);
      byte[] parameters = Der.write(Der.SEQUENCE, Der.write(Der.OCTET_STRING, nonce), TAG_LENGTH);
      return new Suite.SealedContent(
          Der.write(Der.SEQUENCE, identifier, parameters),
          Arrays.copyOf(both, plain.length),
          Arrays.copyOfRange(both, plain.length, both.length));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("GCM of " + cipher, e);
    }
  }

  byte[] decrypt(byte[] key, Suite.SealedContent sealed, Operations operations) throws Untrusted {
    Der algorithm = Der.of(sealed.algorithm()).enter(Der.SEQUENCE);
    if (!Arrays.equals(identifier, algorithm.element(Der.OID))) {
      throw new Untrusted(Fault.SUITE_NOT_ALLOWED, "content encryption");
    }
    Der parameters = algorithm.enter(Der.SEQUENCE);
    algorithm.end();
    byte[] nonce = parameters.value(Der.OCTET_STRING);
    parameters.expect(TAG_LENGTH, "the length of the tag");
    parameters.end();
    if (nonce.length != NONCE || sealed.tag().length != TAG) {
      throw Untrusted.malformed("nonce or tag");
    }
    if (key.length != keyBytes) {
      throw new Untrusted(Fault.DECRYPTION_FAILED, "the content key is of another length");
    }
    operations.count(Operation.AEAD_DECRYPT, sealed.ciphertext().length);
    try {
      byte[] both = Arrays.copyOf(sealed.ciphertext(), sealed.ciphertext().length + TAG);
      System.arraycopy(sealed.tag(), 0, both, sealed.ciphertext().length, TAG);
      return cipher(Cipher.DECRYPT_MODE, key, nonce).doFinal(both);
    } catch (AEADBadTagException e) {
      throw new Untrusted(Fault.DECRYPTION_FAILED, "the content does not authenticate");
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("GCM of " + cipher, e);
    }
  }

  Cipher cipher(int mode, byte[] key, byte[] nonce) throws GeneralSecurityException {
    Cipher made = Cipher.getInstance(cipher + "/GCM/NoPadding", provider);
    made.init(mode, new SecretKeySpec(key, cipher), new GCMParameterSpec(8 * TAG, nonce));
    return made;
  }

  private byte[] random(int octets, Operations operations) {
    byte[] fresh = new byte[octets];
    operations.count(Operation.RANDOM, octets);
    random.nextBytes(fresh);
    return fresh;
  }
}
