package hutong.certs;

import java.security.GeneralSecurityException;
import java.security.InvalidKeyException;
import javax.crypto.Cipher;
import javax.crypto.spec.SecretKeySpec;

/** AES-256 key wrap (RFC 3394) of 256-bit keys, by the platform. Deterministic: needs no nonce. */
final class KeyWrap {

  /** Octets of a wrapped 256-bit key. */
  static final int WRAPPED = 40;

  static byte[] wrap(byte[] wrappingKey, byte[] key) {
    try {
      return cipher(Cipher.WRAP_MODE, wrappingKey).wrap(new SecretKeySpec(key, "AES"));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("AES key wrap of the platform", e);
    }
  }

  /** The key, or null where it does not authenticate. */
  static byte[] unwrap(byte[] wrappingKey, byte[] wrapped) {
    if (wrapped.length != WRAPPED) {
      return null;
    }
    try {
      return cipher(Cipher.UNWRAP_MODE, wrappingKey)
          .unwrap(wrapped, "AES", Cipher.SECRET_KEY)
          .getEncoded();
    } catch (InvalidKeyException e) {
      return null;
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("AES key wrap of the platform", e);
    }
  }

  private static Cipher cipher(int mode, byte[] key) throws GeneralSecurityException {
    Cipher cipher = Cipher.getInstance("AESWrap", Platform.JCE);
    cipher.init(mode, new SecretKeySpec(key, "AES"));
    return cipher;
  }

  private KeyWrap() {}
}
