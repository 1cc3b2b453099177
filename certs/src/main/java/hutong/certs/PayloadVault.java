package hutong.certs;

import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Arrays;
import javax.crypto.AEADBadTagException;
import javax.crypto.Cipher;

/**
 * Encrypts at rest, each thing under a key of its own that the master key wraps: AES-256-GCM, and
 * RFC 3394 for the key. What is to be erased gets a {@link PayloadKey} that is kept apart from it.
 * Otherwise the blob holds it: version (1 octet), wrapped key (40), nonce (12), ciphertext, tag
 * (16). Version and associated data are authenticated.
 */
public final class PayloadVault {

  private static final byte VERSION = 1;
  private static final int NONCE_AT = 1 + KeyWrap.WRAPPED;
  private static final int CIPHERTEXT_AT = NONCE_AT + Aes256Gcm.NONCE;

  /** Octets that encryption adds. */
  public static final int OVERHEAD = CIPHERTEXT_AT + Aes256Gcm.TAG;

  private final byte[] masterKey;
  private final KeyedIndex seals;
  private final SecureRandom random = new SecureRandom();

  /**
   * A vault under one master key.
   *
   * @param masterKey 32 octets
   */
  public PayloadVault(byte[] masterKey) {
    if (masterKey.length != 32) {
      throw new IllegalArgumentException("the master key has 32 octets");
    }
    this.masterKey = masterKey.clone();
    this.seals = new KeyedIndex(new KeyedIndex(masterKey).of("seals", ""));
  }

  /**
   * The blob for a payload.
   *
   * @param associated what the blob belongs to; needed again to decrypt
   */
  public byte[] encrypt(byte[] plain, byte[] associated) {
    byte[] fresh = new byte[32 + Aes256Gcm.NONCE];
    random.nextBytes(fresh);
    byte[] key = Arrays.copyOf(fresh, 32);
    byte[] nonce = Arrays.copyOfRange(fresh, 32, fresh.length);
    byte[] blob = new byte[CIPHERTEXT_AT + plain.length + Aes256Gcm.TAG];
    blob[0] = VERSION;
    System.arraycopy(KeyWrap.wrap(masterKey, key), 0, blob, 1, KeyWrap.WRAPPED);
    System.arraycopy(nonce, 0, blob, NONCE_AT, nonce.length);
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
   *     of another record, or under another master key
   */
  public byte[] decrypt(byte[] blob, byte[] associated) throws Untrusted {
    if (blob.length < CIPHERTEXT_AT + Aes256Gcm.TAG || blob[0] != VERSION) {
      throw Untrusted.malformed("a stored payload");
    }
    byte[] key = KeyWrap.unwrap(masterKey, Arrays.copyOfRange(blob, 1, NONCE_AT));
    if (key == null) {
      throw new Untrusted(Fault.DECRYPTION_FAILED, "a stored payload's key");
    }
    try {
      byte[] nonce = Arrays.copyOfRange(blob, NONCE_AT, CIPHERTEXT_AT);
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

  /** What only a holder of the master key can say of a text: 32 octets, HMAC-SHA-256. */
  public byte[] seal(String text) {
    return seals.of("seal", text);
  }

  /** A fresh key for one record's payload. */
  public PayloadKey newKey() {
    byte[] key = new byte[32];
    random.nextBytes(key);
    return new PayloadKey(key, KeyWrap.wrap(masterKey, key), random);
  }

  /**
   * The key that {@link PayloadKey#wrapped} gave.
   *
   * @throws Untrusted {@link Fault#DECRYPTION_FAILED}: changed on disk, or under another master key
   */
  public PayloadKey key(byte[] wrapped) throws Untrusted {
    byte[] key = KeyWrap.unwrap(masterKey, wrapped);
    if (key == null) {
      throw new Untrusted(Fault.DECRYPTION_FAILED, "a stored payload's key");
    }
    return new PayloadKey(key, wrapped.clone(), random);
  }

  /** Masked. */
  @Override
  public String toString() {
    return "PayloadVault[****]";
  }
}
