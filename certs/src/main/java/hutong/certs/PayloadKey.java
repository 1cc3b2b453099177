package hutong.certs;

import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Arrays;
import javax.crypto.AEADBadTagException;
import javax.crypto.Cipher;

/**
 * The key of one record's payload, kept apart from it: whoever destroys the wrapped key has erased
 * whatever was encrypted under it. A blob: version (1 octet, 2), nonce (12), ciphertext, tag (16);
 * AES-256-GCM, version and associated data are authenticated.
 */
public final class PayloadKey {

  private static final byte VERSION = 2;
  private static final int CIPHERTEXT_AT = 1 + Aes256Gcm.NONCE;

  private final byte[] key;
  private final byte[] wrapped;
  private final SecureRandom random;

  PayloadKey(byte[] key, byte[] wrapped, SecureRandom random) {
    this.key = key;
    this.wrapped = wrapped;
    this.random = random;
  }

  /** Whether a blob was encrypted under such a key, and not by {@link PayloadVault#encrypt}. */
  public static boolean encrypted(byte[] blob) {
    return blob.length > 0 && blob[0] == VERSION;
  }

  /** 40 octets (RFC 3394), to be stored in a place of their own. */
  public byte[] wrapped() {
    return wrapped.clone();
  }

  /**
   * The blob for a payload.
   *
   * @param associated what the blob belongs to; needed again to decrypt
   */
  public byte[] encrypt(byte[] plain, byte[] associated) {
    byte[] nonce = new byte[Aes256Gcm.NONCE];
    random.nextBytes(nonce);
    byte[] blob = new byte[CIPHERTEXT_AT + plain.length + Aes256Gcm.TAG];
    blob[0] = VERSION;
    System.arraycopy(nonce, 0, blob, 1, nonce.length);
    try {
      Cipher cipher = Aes256Gcm.cipher(Cipher.ENCRYPT_MODE, key, nonce);
      cipher.updateAAD(blob, 0, 1);
      cipher.updateAAD(associated);
      cipher.doFinal(plain, 0, plain.length, blob, CIPHERTEXT_AT);
      return blob;
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("AES-256-GCM of the platform", e);
    }
  }

  /**
   * The payload of a blob.
   *
   * @throws Untrusted {@link Fault#MALFORMED} or {@link Fault#DECRYPTION_FAILED}: changed on disk,
   *     or of another record
   */
  public byte[] decrypt(byte[] blob, byte[] associated) throws Untrusted {
    if (blob.length < CIPHERTEXT_AT + Aes256Gcm.TAG || blob[0] != VERSION) {
      throw Untrusted.malformed("a stored payload");
    }
    try {
      byte[] nonce = Arrays.copyOfRange(blob, 1, CIPHERTEXT_AT);
      Cipher cipher = Aes256Gcm.cipher(Cipher.DECRYPT_MODE, key, nonce);
      cipher.updateAAD(blob, 0, 1);
      cipher.updateAAD(associated);
      return cipher.doFinal(blob, CIPHERTEXT_AT, blob.length - CIPHERTEXT_AT);
    } catch (AEADBadTagException e) {
      throw new Untrusted(Fault.DECRYPTION_FAILED, "a stored payload");
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("AES-256-GCM of the platform", e);
    }
  }

  /** Masked. */
  @Override
  public String toString() {
    return "PayloadKey[****]";
  }
}
