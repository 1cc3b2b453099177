package hutong.certs;

import java.math.BigInteger;
import java.security.KeyPair;
import java.security.PrivateKey;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.security.interfaces.ECPrivateKey;
import java.security.interfaces.ECPublicKey;
import java.util.function.BiFunction;
import org.bouncycastle.crypto.params.ECPublicKeyParameters;

/** ECDSA on P-256 (RFC 5754, 3.3), by Bouncy Castle's engine. */
final class EcdsaP256 implements Suite.Scheme {

  private final byte[] algorithm;
  private final BiFunction<byte[], Operations, Digest> hash;
  private final SecureRandom random = new SecureRandom();

  /**
   * With one hash function.
   *
   * @param identifier of the two together
   */
  EcdsaP256(String identifier, BiFunction<byte[], Operations, Digest> hash) {
    this.algorithm = Der.write(Der.SEQUENCE, Oids.der(identifier));
    this.hash = hash;
  }

  @Override
  public byte[] algorithm() {
    return algorithm;
  }

  @Override
  public boolean suits(X509Certificate certificate) {
    return P256.isIn(certificate);
  }

  @Override
  public KeyPair keyPair() {
    return P256.keyPair();
  }

  @Override
  public Suite.Signer signer(PrivateKey key) {
    if (key instanceof TokenKey token) {
      return (octets, operations) -> {
        byte[] digest = hash.apply(octets, operations).value();
        operations.count(Operation.SIGN, digest.length);
        return token.sign(digest);
      };
    }
    BigInteger scalar = ((ECPrivateKey) key).getS();
    return (octets, operations) -> {
      byte[] digest = hash.apply(octets, operations).value();
      operations.count(Operation.SIGN, digest.length);
      return P256.sign(scalar, digest, random);
    };
  }

  @Override
  public Suite.Verifier verifier(X509Certificate certificate) {
    ECPublicKeyParameters key =
        new ECPublicKeyParameters(
            P256.point((ECPublicKey) certificate.getPublicKey()), P256.DOMAIN);
    return (octets, signature, operations) -> {
      byte[] digest = hash.apply(octets, operations).value();
      operations.count(Operation.VERIFY, digest.length);
      return P256.verify(key, digest, signature);
    };
  }
}
