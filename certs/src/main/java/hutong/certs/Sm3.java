package hutong.certs;

import org.bouncycastle.crypto.digests.SM3Digest;

/** SM3 (GB/T 32905) by Bouncy Castle's engine. */
final class Sm3 {

  static byte[] of(byte[] octets) {
    SM3Digest engine = new SM3Digest();
    engine.update(octets, 0, octets.length);
    byte[] digest = new byte[engine.getDigestSize()];
    engine.doFinal(digest, 0);
    return digest;
  }

  private Sm3() {}
}
