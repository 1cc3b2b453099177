package hutong.certs;

import java.security.GeneralSecurityException;
import java.util.Arrays;
import javax.crypto.AEADBadTagException;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/** AES-256-GCM with a 96-bit nonce and a 128-bit tag, as in CMS (RFC 5084), by the platform. */
final class Aes256Gcm {

  static final int NONCE = 12;
  static final int TAG = 16;

  private static final byte[] OID = Oids.der("2.16.840.1.101.3.4.1.46");
  private static final byte[] TAG_LENGTH = {2, 1, TAG};

  Suite.SealedContent encrypt(byte[] key, byte[] nonce, byte[] plain) {
    try {
      byte[] both = cipher(Cipher.ENCRYPT_MODE, key, nonce).doFinal(plain);
      byte[] parameters = Der.write(Der.SEQUENCE, Der.write(Der.OCTET_STRING, nonce), TAG_LENGTH);
      return new Suite.SealedContent(
          Der.write(Der.SEQUENCE, OID, parameters),
          Arrays.copyOf(both, plain.length),
          Arrays.copyOfRange(both, plain.length, both.length));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("AES-256-GCM of the platform", e);
    }
  }

  byte[] decrypt(byte[] key, Suite.SealedContent sealed) throws Untrusted {
    Der algorithm = Der.of(sealed.algorithm()).enter(Der.SEQUENCE);
    if (!Arrays.equals(OID, algorithm.element(Der.OID))) {
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
    try {
      byte[] both = Arrays.copyOf(sealed.ciphertext(), sealed.ciphertext().length + TAG);
      System.arraycopy(sealed.tag(), 0, both, sealed.ciphertext().length, TAG);
      return cipher(Cipher.DECRYPT_MODE, key, nonce).doFinal(both);
    } catch (AEADBadTagException e) {
      throw new Untrusted(Fault.DECRYPTION_FAILED, "the content does not authenticate");
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("AES-256-GCM of the platform", e);
    }
  }

  static Cipher cipher(int mode, byte[] key, byte[] nonce) throws GeneralSecurityException {
    Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding", Platform.JCE);
    cipher.init(mode, new SecretKeySpec(key, "AES"), new GCMParameterSpec(8 * TAG, nonce));
    return cipher;
  }
}
