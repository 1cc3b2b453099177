package hutong.certs;

import java.security.KeyPair;
import java.security.cert.X509Certificate;
import java.util.List;

/** A suite that does as another does, for tests that change one thing. */
abstract class SuiteOver implements Suite {

  private final Suite suite;

  SuiteOver(Suite suite) {
    this.suite = suite;
  }

  @Override
  public byte[] digestAlgorithm() {
    return suite.digestAlgorithm();
  }

  @Override
  public Digest digest(byte[] content, Operations operations) {
    return suite.digest(content, operations);
  }

  @Override
  public List<Scheme> schemes() {
    return suite.schemes();
  }

  @Override
  public List<KeyPair> decryptionKeys() {
    return suite.decryptionKeys();
  }

  @Override
  public boolean seals(List<X509Certificate> certificates) {
    return suite.seals(certificates);
  }

  @Override
  public KeyWrapper wrapper(List<X509Certificate> recipient) {
    return suite.wrapper(recipient);
  }

  @Override
  public KeyUnwrapper unwrapper(List<Credential> own) {
    return suite.unwrapper(own);
  }

  @Override
  public byte[] contentKey(Operations operations) {
    return suite.contentKey(operations);
  }

  @Override
  public SealedContent encrypt(byte[] contentKey, byte[] plain, Operations operations) {
    return suite.encrypt(contentKey, plain, operations);
  }

  @Override
  public byte[] decrypt(byte[] contentKey, SealedContent sealed, Operations operations)
      throws Untrusted {
    return suite.decrypt(contentKey, sealed, operations);
  }

  @Override
  public List<Candidate> candidates(int contentBytes) {
    return suite.candidates(contentBytes);
  }
}
