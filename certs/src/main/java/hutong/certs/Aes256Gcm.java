package hutong.certs;

import java.security.GeneralSecurityException;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/** AES-256-GCM with a 96-bit nonce and a 128-bit tag, by the platform. */
final class Aes256Gcm {

  static final int NONCE = Gcm.NONCE;
  static final int TAG = Gcm.TAG;

  static Cipher cipher(int mode, byte[] key, byte[] nonce) throws GeneralSecurityException {
    Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding", Platform.JCE);
    cipher.init(mode, new SecretKeySpec(key, "AES"), new GCMParameterSpec(8 * TAG, nonce));
    return cipher;
  }

  private Aes256Gcm() {}
}
