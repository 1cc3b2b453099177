package hutong.certs;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** Finds values again without storing them: HMAC-SHA-256 under a key, apart for each purpose. */
public final class KeyedIndex {

  private final SecretKeySpec key;

  /**
   * An index under one key.
   *
   * @param key 32 octets
   */
  public KeyedIndex(byte[] key) {
    if (key.length != 32) {
      throw new IllegalArgumentException("the index key has 32 octets");
    }
    this.key = new SecretKeySpec(key, "HmacSHA256");
  }

  /** 32 octets, the same for the same purpose and value. */
  public byte[] of(String purpose, String value) {
    try {
      Mac mac = Mac.getInstance("HmacSHA256", Platform.JCE);
      mac.init(key);
      byte[] name = purpose.getBytes(StandardCharsets.UTF_8);
      mac.update(ByteBuffer.allocate(4).putInt(name.length).flip());
      mac.update(name);
      return mac.doFinal(value.getBytes(StandardCharsets.UTF_8));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("HMAC-SHA-256 of the platform", e);
    }
  }

  /** Masked. */
  @Override
  public String toString() {
    return "KeyedIndex[****]";
  }
}
