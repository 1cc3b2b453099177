package hutong.certs;

import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.util.List;

/**
 * One set of algorithms, at the level of bytes and keys. The framing in CMS is common to all
 * suites; what goes into the frames is the suite's.
 *
 * <p>Signers, verifiers and key wrappers are made once per key and used from all threads, so a
 * suite can prepare as much as it likes for each key.
 */
public interface Suite {

  /** As in a member's {@code suites} and {@code floor}, e.g. {@code INTL}. */
  String id();

  /** Strength: a floor lets through its own rank and higher ones. */
  int rank();

  /** DER of the digest's AlgorithmIdentifier in SignedData. */
  byte[] digestAlgorithm();

  /** DER of the signature's AlgorithmIdentifier in SignerInfo. */
  byte[] signatureAlgorithm();

  Digest digest(byte[] content, Operations operations);

  /** Whether the key in this certificate is one that this suite signs or agrees keys with. */
  boolean suits(X509Certificate certificate);

  Signer signer(PrivateKey key);

  /** For a certificate that {@link #suits}. */
  Verifier verifier(X509Certificate certificate);

  /** For a certificate that {@link #suits}. */
  KeyWrapper wrapper(X509Certificate recipient);

  KeyUnwrapper unwrapper(PrivateKey key, X509Certificate own);

  /** Whether this RecipientInfo (DER) is of this suite. */
  boolean wraps(byte[] recipientInfo);

  /** A fresh content key. */
  byte[] contentKey(Operations operations);

  SealedContent encrypt(byte[] contentKey, byte[] plain, Operations operations);

  /** Refuses with {@link Fault#DECRYPTION_FAILED} what does not authenticate. */
  byte[] decrypt(byte[] contentKey, SealedContent sealed, Operations operations) throws Untrusted;

  /** The bare primitives of this suite by every provider worth trying, for {@link Floor}. */
  List<Candidate> candidates(int contentBytes);

  /** Signs octets with one key. */
  interface Signer {
    byte[] sign(byte[] octets, Operations operations);
  }

  /** Verifies octets with one key; a signature of the wrong shape is just not valid. */
  interface Verifier {
    boolean verify(byte[] octets, byte[] signature, Operations operations);
  }

  /** Wraps a content key for one recipient, as a CMS RecipientInfo. */
  interface KeyWrapper {
    byte[] wrap(byte[] contentKey, Operations operations);

    /** Content keys of a group, one RecipientInfo each; what they can share is done once. */
    default List<byte[]> wrap(List<byte[]> contentKeys, Operations operations) {
      return contentKeys.stream().map(each -> wrap(each, operations)).toList();
    }
  }

  /** Unwraps content keys with one held key. */
  interface KeyUnwrapper {
    /**
     * The content key, or null where this RecipientInfo is for another key.
     *
     * @throws Untrusted {@link Fault#MALFORMED} or {@link Fault#DECRYPTION_FAILED}
     */
    byte[] unwrap(byte[] recipientInfo, Operations operations) throws Untrusted;
  }

  /**
   * Encrypted content as it stands in AuthEnvelopedData.
   *
   * @param algorithm DER of the AlgorithmIdentifier with its parameters
   * @param ciphertext without the tag
   * @param tag the authentication tag
   */
  @SuppressWarnings("ArrayRecordComponent") // carried, never compared
  record SealedContent(byte[] algorithm, byte[] ciphertext, byte[] tag) {}

  /**
   * One primitive as one provider does it.
   *
   * @param operation which primitive
   * @param provider who does it
   * @param bytes octets that one run processes
   * @param run does it once
   */
  record Candidate(Operation operation, String provider, int bytes, Run run) {

    /** One run of a primitive. */
    public interface Run {
      Object once() throws java.security.GeneralSecurityException;
    }
  }
}
