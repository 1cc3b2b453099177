package hutong.certs;

import java.security.KeyPair;
import java.security.SecureRandom;
import java.security.interfaces.ECPublicKey;
import java.util.List;
import javax.crypto.Cipher;
import org.bouncycastle.crypto.params.ECPrivateKeyParameters;
import org.bouncycastle.crypto.params.ECPublicKeyParameters;

/** The bare primitives of SM by Bouncy Castle, the only provider of them here. */
final class SmCandidates {

  private static final String BC = "BC engine";

  private final int bytes;
  private final SecureRandom random = new SecureRandom();

  SmCandidates(int bytes) {
    this.bytes = bytes;
  }

  List<Suite.Candidate> all() {
    KeyPair pair = Sm2.newKeyPair();
    ECPrivateKeyParameters key = Sm2.privateKey(pair.getPrivate());
    ECPublicKey open = (ECPublicKey) pair.getPublic();
    ECPublicKeyParameters own =
        new ECPublicKeyParameters(
            Sm2.DOMAIN.getCurve().createPoint(open.getW().getAffineX(), open.getW().getAffineY()),
            Sm2.DOMAIN);
    byte[] digest = Sm3.of(new byte[bytes]);
    byte[] signature = Sm2.sign(key, digest, random);
    byte[] contentKey = new byte[16];
    byte[] wrapped = Sm2Transport.encrypt(own, contentKey, random);
    byte[] data = new byte[bytes];
    byte[] nonce = new byte[Gcm.NONCE];
    Gcm sm4 = Gcm.sm4();
    byte[] sealed = once(() -> sm4.cipher(Cipher.ENCRYPT_MODE, contentKey, nonce).doFinal(data));
    byte[] out = new byte[32];
    return List.of(
        of(Operation.SIGN, BC, 32, () -> Sm2.sign(key, digest, random)),
        of(Operation.VERIFY, BC, 32, () -> Sm2.verify(own, digest, signature)),
        of(Operation.KEYWRAP, BC, 16, () -> Sm2Transport.encrypt(own, contentKey, random)),
        of(
            Operation.KEYUNWRAP,
            BC,
            16,
            () -> {
              try {
                return Sm2Transport.decrypt(key, wrapped);
              } catch (org.bouncycastle.crypto.InvalidCipherTextException e) {
                throw new java.security.GeneralSecurityException(e);
              }
            }),
        of(Operation.DIGEST, BC, bytes, () -> Sm3.of(data)),
        of(
            Operation.AEAD_ENCRYPT,
            "BC",
            bytes,
            () -> sm4.cipher(Cipher.ENCRYPT_MODE, contentKey, nonce).doFinal(data)),
        of(
            Operation.AEAD_DECRYPT,
            "BC",
            bytes,
            () -> sm4.cipher(Cipher.DECRYPT_MODE, contentKey, nonce).doFinal(sealed)),
        of(
            Operation.RANDOM,
            "platform",
            32,
            () -> {
              random.nextBytes(out);
              return out;
            }));
  }

  private static byte[] once(Suite.Candidate.Run run) {
    try {
      return (byte[]) run.once();
    } catch (java.security.GeneralSecurityException e) {
      throw new IllegalStateException("a primitive of Bouncy Castle", e);
    }
  }

  private static Suite.Candidate of(
      Operation operation, String provider, int octets, Suite.Candidate.Run run) {
    return new Suite.Candidate(operation, provider, octets, run);
  }
}
