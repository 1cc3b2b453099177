package hutong.certs;

import java.math.BigInteger;
import java.security.PrivateKey;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.security.interfaces.ECPrivateKey;
import java.security.interfaces.ECPublicKey;
import java.util.List;
import org.bouncycastle.crypto.params.ECPublicKeyParameters;

/**
 * The suite INTL: ECDSA P-256 with SHA-256; ephemeral-static ECDH P-256 with the X9.63 KDF on
 * SHA-256 and AES-256 key wrap (RFC 5753); AES-256-GCM (RFC 5084).
 */
final class Intl implements Suite {

  private static final byte[] SHA_256 = Der.write(Der.SEQUENCE, Oids.der("2.16.840.1.101.3.4.2.1"));
  private static final byte[] ECDSA_WITH_SHA_256 =
      Der.write(Der.SEQUENCE, Oids.der("1.2.840.10045.4.3.2"));

  private final SecureRandom random = new SecureRandom();
  private final Aes256Gcm aes = new Aes256Gcm();

  @Override
  public String id() {
    return "INTL";
  }

  @Override
  public int rank() {
    return 1;
  }

  @Override
  public byte[] digestAlgorithm() {
    return SHA_256;
  }

  @Override
  public byte[] signatureAlgorithm() {
    return ECDSA_WITH_SHA_256;
  }

  @Override
  public Digest digest(byte[] content, Operations operations) {
    operations.count(Operation.DIGEST, content.length);
    return new Digest("SHA-256", Sha256.of(content));
  }

  @Override
  public boolean suits(X509Certificate certificate) {
    return certificate.getPublicKey() instanceof ECPublicKey key && P256.isOn(key);
  }

  @Override
  public Signer signer(PrivateKey key) {
    BigInteger scalar = ((ECPrivateKey) key).getS();
    return (octets, operations) -> {
      byte[] digest = digest(octets, operations).value();
      operations.count(Operation.SIGN, digest.length);
      return P256.sign(scalar, digest, random);
    };
  }

  @Override
  public Verifier verifier(X509Certificate certificate) {
    ECPublicKeyParameters key =
        new ECPublicKeyParameters(
            P256.point((ECPublicKey) certificate.getPublicKey()), P256.DOMAIN);
    return (octets, signature, operations) -> {
      byte[] digest = digest(octets, operations).value();
      operations.count(Operation.VERIFY, digest.length);
      return P256.verify(key, digest, signature);
    };
  }

  @Override
  public KeyWrapper wrapper(X509Certificate recipient) {
    return new KeyAgreement.Wrapper(recipient, random);
  }

  @Override
  public KeyUnwrapper unwrapper(PrivateKey key, X509Certificate own) {
    return new KeyAgreement.Unwrapper(((ECPrivateKey) key).getS(), own);
  }

  @Override
  public boolean wraps(byte[] recipientInfo) {
    return KeyAgreement.is(recipientInfo);
  }

  @Override
  public byte[] contentKey(Operations operations) {
    byte[] key = new byte[32];
    operations.count(Operation.RANDOM, key.length);
    random.nextBytes(key);
    return key;
  }

  @Override
  public SealedContent encrypt(byte[] contentKey, byte[] plain, Operations operations) {
    byte[] nonce = new byte[Aes256Gcm.NONCE];
    operations.count(Operation.RANDOM, nonce.length);
    random.nextBytes(nonce);
    operations.count(Operation.AEAD_ENCRYPT, plain.length);
    return aes.encrypt(contentKey, nonce, plain);
  }

  @Override
  public byte[] decrypt(byte[] contentKey, SealedContent sealed, Operations operations)
      throws Untrusted {
    operations.count(Operation.AEAD_DECRYPT, sealed.ciphertext().length);
    return aes.decrypt(contentKey, sealed);
  }

  @Override
  public List<Candidate> candidates(int contentBytes) {
    return new IntlCandidates(contentBytes).all();
  }
}
