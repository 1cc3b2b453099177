package hutong.certs;

import java.security.KeyPair;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.util.List;

/**
 * The suite SM, of the national algorithms: SM2 with SM3, SM2 key transport, SM4-GCM; the object
 * identifiers of GB/T 35275 where it has any.
 */
final class Sm implements Suite {

  private static final byte[] SM3 = Der.write(Der.SEQUENCE, Oids.der("1.2.156.10197.1.401"));
  private static final byte[] SIGNED_DATA = Oids.der("1.2.156.10197.6.1.4.2.2");
  private static final byte[] DATA = Oids.der("1.2.156.10197.6.1.4.2.1");

  private final SecureRandom random = new SecureRandom();
  private final Gcm sm4 = Gcm.sm4();
  private final List<Scheme> schemes = List.of(new Sm2());

  @Override
  public String id() {
    return "SM";
  }

  @Override
  public int rank() {
    return 2;
  }

  @Override
  public byte[] signedDataType() {
    return SIGNED_DATA;
  }

  @Override
  public byte[] sealedType() {
    return DATA;
  }

  @Override
  public byte[] digestAlgorithm() {
    return SM3;
  }

  @Override
  public Digest digest(byte[] content, Operations operations) {
    operations.count(Operation.DIGEST, content.length);
    return new Digest("SM3", Sm3.of(content));
  }

  @Override
  public List<Scheme> schemes() {
    return schemes;
  }

  @Override
  public List<KeyPair> decryptionKeys() {
    return List.of(Sm2.newKeyPair());
  }

  @Override
  public boolean seals(List<X509Certificate> certificates) {
    return certificates.size() == 1 && Sm2.isIn(certificates.get(0));
  }

  @Override
  public KeyWrapper wrapper(List<X509Certificate> recipient) {
    return new Sm2Transport.Wrapper(recipient.get(0), random);
  }

  @Override
  public KeyUnwrapper unwrapper(List<Credential> own) {
    return new Sm2Transport.Unwrapper(own.get(0));
  }

  @Override
  public boolean wraps(byte[] recipientInfo) {
    return Sm2Transport.is(recipientInfo);
  }

  @Override
  public byte[] contentKey(Operations operations) {
    return sm4.key(operations);
  }

  @Override
  public SealedContent encrypt(byte[] contentKey, byte[] plain, Operations operations) {
    return sm4.encrypt(contentKey, plain, operations);
  }

  @Override
  public byte[] decrypt(byte[] contentKey, SealedContent sealed, Operations operations)
      throws Untrusted {
    return sm4.decrypt(contentKey, sealed, operations);
  }

  @Override
  public List<Candidate> candidates(int contentBytes) {
    return new SmCandidates(contentBytes).all();
  }
}
