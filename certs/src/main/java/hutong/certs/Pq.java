package hutong.certs;

import java.security.KeyPair;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.util.List;

/**
 * The suite PQ, which holds as long as either half does: ML-DSA-65 beside ECDSA P-256, both over
 * SHA-512 (RFC 9882); ML-KEM-768 combined with ECDH P-256 (RFC 9629); AES-256-GCM.
 */
final class Pq implements Suite {

  private static final byte[] SHA_512 = Der.write(Der.SEQUENCE, Oids.der("2.16.840.1.101.3.4.2.3"));

  private final SecureRandom random = new SecureRandom();
  private final Gcm aes = Gcm.aes256();
  private final List<Scheme> schemes =
      List.of(new EcdsaP256("1.2.840.10045.4.3.4", this::digest), new MlDsa65());

  @Override
  public String id() {
    return "PQ";
  }

  @Override
  public int rank() {
    return 3;
  }

  @Override
  public byte[] digestAlgorithm() {
    return SHA_512;
  }

  @Override
  public Digest digest(byte[] content, Operations operations) {
    operations.count(Operation.DIGEST, content.length);
    return new Digest("SHA-512", Sha512.of(content));
  }

  @Override
  public List<Scheme> schemes() {
    return schemes;
  }

  @Override
  public List<KeyPair> decryptionKeys() {
    return List.of(P256.keyPair(), Lattice.newKeyPair("ML-KEM-768"));
  }

  @Override
  public boolean seals(List<X509Certificate> certificates) {
    return certificates.size() == 2
        && P256.isIn(certificates.get(0))
        && Lattice.isIn(certificates.get(1), HybridSecret.ML_KEM_768);
  }

  @Override
  public KeyWrapper wrapper(List<X509Certificate> recipient) {
    return new KeyEncapsulation.Wrapper(recipient.get(0), recipient.get(1), random);
  }

  @Override
  public KeyUnwrapper unwrapper(List<Credential> own) {
    return new KeyEncapsulation.Unwrapper(own.get(0), own.get(1));
  }

  @Override
  public boolean wraps(byte[] recipientInfo) {
    return KeyEncapsulation.is(recipientInfo);
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
    return new PqCandidates(contentBytes).all();
  }
}
