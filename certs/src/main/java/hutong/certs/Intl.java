package hutong.certs;

import java.math.BigInteger;
import java.security.KeyPair;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.security.interfaces.ECPrivateKey;
import java.util.List;

/**
 * The suite INTL: ECDSA P-256 with SHA-256; ephemeral-static ECDH P-256 with the X9.63 KDF on
 * SHA-256 and AES-256 key wrap (RFC 5753); AES-256-GCM (RFC 5084).
 */
final class Intl implements Suite {

  private static final byte[] SHA_256 = Der.write(Der.SEQUENCE, Oids.der("2.16.840.1.101.3.4.2.1"));

  private final SecureRandom random = new SecureRandom();
  private final Gcm aes = Gcm.aes256();
  private final List<Scheme> schemes = List.of(new EcdsaP256("1.2.840.10045.4.3.2", this::digest));

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
  public Digest digest(byte[] content, Operations operations) {
    operations.count(Operation.DIGEST, content.length);
    return new Digest("SHA-256", Sha256.of(content));
  }

  @Override
  public List<Scheme> schemes() {
    return schemes;
  }

  @Override
  public List<KeyPair> decryptionKeys() {
    return List.of(P256.keyPair());
  }

  @Override
  public boolean seals(List<X509Certificate> certificates) {
    return certificates.size() == 1 && P256.isIn(certificates.get(0));
  }

  @Override
  public KeyWrapper wrapper(List<X509Certificate> recipient) {
    return new KeyAgreement.Wrapper(recipient.get(0), random);
  }

  @Override
  public KeyUnwrapper unwrapper(List<Credential> own) {
    Credential only = own.get(0);
    if (only.key() instanceof TokenKey token) {
      return new KeyAgreement.Unwrapper(token::agree, only.certificate());
    }
    BigInteger scalar = ((ECPrivateKey) only.key()).getS();
    return new KeyAgreement.Unwrapper(
        theirs -> P256.sharedSecret(theirs.multiply(scalar)), only.certificate());
  }

  @Override
  public boolean wraps(byte[] recipientInfo) {
    return KeyAgreement.is(recipientInfo);
  }

  @Override
  public byte[] contentKey(Operations operations) {
    return aes.key(operations);
  }

  @Override
  public SealedContent encrypt(byte[] contentKey, byte[] plain, Operations operations) {
    return aes.encrypt(contentKey, plain, operations);
  }

  @Override
  public byte[] decrypt(byte[] contentKey, SealedContent sealed, Operations operations)
      throws Untrusted {
    return aes.decrypt(contentKey, sealed, operations);
  }

  @Override
  public List<Candidate> candidates(int contentBytes) {
    return new IntlCandidates(contentBytes).all();
  }
}
