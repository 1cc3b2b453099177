package hutong.certs;

import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Provider;
import java.security.SecureRandom;
import java.security.Security;
import java.security.Signature;
import java.security.interfaces.ECPrivateKey;
import java.security.interfaces.ECPublicKey;
import java.security.spec.ECGenParameterSpec;
import java.util.ArrayList;
import java.util.List;
import javax.crypto.Cipher;
import javax.crypto.KeyAgreement;
import org.bouncycastle.crypto.digests.SHA256Digest;
import org.bouncycastle.crypto.params.ECPublicKeyParameters;
import org.bouncycastle.crypto.signers.ECDSASigner;
import org.bouncycastle.math.ec.ECPoint;

/**
 * The bare primitives of INTL as each provider does them, with keys and contexts made beforehand.
 */
final class IntlCandidates {

  private final int bytes;
  private final SecureRandom random = new SecureRandom();
  private final List<Suite.Candidate> all = new ArrayList<>();

  IntlCandidates(int bytes) {
    this.bytes = bytes;
  }

  List<Suite.Candidate> all() {
    try {
      KeyPairGenerator generator = KeyPairGenerator.getInstance("EC", Certificates.BOUNCY_CASTLE);
      generator.initialize(new ECGenParameterSpec("P-256"), random);
      KeyPair pair = generator.generateKeyPair();
      KeyPair other = generator.generateKeyPair();
      engines(pair, other);
      provider(Certificates.BOUNCY_CASTLE, pair, other);
      Provider platform = Security.getProvider("SunEC");
      if (platform != null) {
        provider(platform, pair, other);
      }
      symmetric();
      return List.copyOf(all);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("INTL's primitives", e);
    }
  }

  private void add(Operation operation, String provider, int octets, Suite.Candidate.Run run) {
    all.add(new Suite.Candidate(operation, provider, octets, run));
  }

  /** Bouncy Castle's engines without the provider around them; as this suite uses them. */
  private void engines(KeyPair pair, KeyPair other) {
    BigInteger key = ((ECPrivateKey) pair.getPrivate()).getS();
    ECPoint own = P256.point((ECPublicKey) pair.getPublic());
    ECPoint theirs = P256.point((ECPublicKey) other.getPublic());
    byte[] digest = Sha256.of(new byte[bytes]);
    byte[] signature = P256.sign(key, digest, random);
    ECDSASigner verifier = new ECDSASigner();
    verifier.init(false, new ECPublicKeyParameters(own, P256.DOMAIN));
    BigInteger[] rs = verifiable(signature);
    add(Operation.SIGN, "BC engine", 32, () -> P256.sign(key, digest, random));
    add(Operation.VERIFY, "BC engine", 32, () -> verifier.verifySignature(digest, rs[0], rs[1]));
    add(
        Operation.KEYGEN,
        "BC engine",
        P256.POINT,
        () ->
            P256.multiplyKnown(P256.DOMAIN.getG(), P256.randomScalar(random))
                .normalize()
                .getEncoded(false));
    byte[] encoded = theirs.getEncoded(false);
    add(
        Operation.AGREE,
        "BC engine",
        P256.POINT,
        () -> P256.sharedSecret(P256.DOMAIN.getCurve().decodePoint(encoded).multiply(key)));
    add(
        Operation.AGREE_KNOWN,
        "BC engine",
        P256.POINT,
        () -> P256.sharedSecret(P256.multiplyKnown(theirs, key)));
  }

  private static BigInteger[] verifiable(byte[] signature) {
    try {
      Der pair = Der.of(signature).enter(Der.SEQUENCE);
      return new BigInteger[] {
        new BigInteger(pair.value(Der.INTEGER)), new BigInteger(pair.value(Der.INTEGER))
      };
    } catch (Untrusted e) {
      throw new IllegalStateException("our own signature", e);
    }
  }

  private void provider(Provider provider, KeyPair pair, KeyPair other)
      throws GeneralSecurityException {
    KeyFactory keys = KeyFactory.getInstance("EC", provider);
    final ECPrivateKey key = (ECPrivateKey) keys.translateKey(pair.getPrivate());
    final ECPublicKey own = (ECPublicKey) keys.translateKey(pair.getPublic());
    final ECPublicKey theirs = (ECPublicKey) keys.translateKey(other.getPublic());
    byte[] digest = Sha256.of(new byte[bytes]);
    Signature signer = Signature.getInstance("NONEwithECDSA", provider);
    signer.initSign(key, random);
    add(
        Operation.SIGN,
        provider.getName(),
        32,
        () -> {
          signer.update(digest);
          return signer.sign();
        });
    signer.update(digest);
    byte[] signature = signer.sign();
    Signature verifier = Signature.getInstance("NONEwithECDSA", provider);
    verifier.initVerify(own);
    add(
        Operation.VERIFY,
        provider.getName(),
        32,
        () -> {
          verifier.update(digest);
          return verifier.verify(signature);
        });
    KeyPairGenerator generator = KeyPairGenerator.getInstance("EC", provider);
    generator.initialize(new ECGenParameterSpec("secp256r1"), random);
    add(Operation.KEYGEN, provider.getName(), P256.POINT, generator::generateKeyPair);
    add(
        Operation.AGREE,
        provider.getName(),
        P256.POINT,
        () -> {
          KeyAgreement agreement = KeyAgreement.getInstance("ECDH", provider);
          agreement.init(key);
          agreement.doPhase(theirs, true);
          return agreement.generateSecret();
        });
  }

  private void symmetric() {
    byte[] key = new byte[32];
    byte[] nonce = new byte[Aes256Gcm.NONCE];
    random.nextBytes(key);
    byte[] wrapped = KeyWrap.wrap(key, key);
    byte[] data = new byte[bytes];
    byte[] kdfInput = new byte[71];
    SHA256Digest engine = new SHA256Digest();
    byte[] out = new byte[32];
    add(Operation.DIGEST, "SUN", bytes, () -> Sha256.of(data));
    add(
        Operation.DIGEST,
        "BC engine",
        bytes,
        () -> {
          engine.update(data, 0, data.length);
          return engine.doFinal(out, 0);
        });
    add(Operation.KDF, "SUN", kdfInput.length, () -> Sha256.of(kdfInput));
    add(Operation.KEYWRAP, "SunJCE", 32, () -> KeyWrap.wrap(key, key));
    add(Operation.KEYUNWRAP, "SunJCE", KeyWrap.WRAPPED, () -> KeyWrap.unwrap(key, wrapped));
    add(
        Operation.RANDOM,
        "platform",
        32,
        () -> {
          random.nextBytes(out);
          return out;
        });
    add(
        Operation.AEAD_ENCRYPT,
        "SunJCE",
        bytes,
        () -> Aes256Gcm.cipher(Cipher.ENCRYPT_MODE, key, nonce).doFinal(data));
    sealed(key, nonce, data);
  }

  private void sealed(byte[] key, byte[] nonce, byte[] data) {
    try {
      byte[] sealed = Aes256Gcm.cipher(Cipher.ENCRYPT_MODE, key, nonce).doFinal(data);
      add(
          Operation.AEAD_DECRYPT,
          "SunJCE",
          bytes,
          () -> Aes256Gcm.cipher(Cipher.DECRYPT_MODE, key, nonce).doFinal(sealed));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("AES-256-GCM of the platform", e);
    }
  }
}
