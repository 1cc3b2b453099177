package hutong.certs;

import java.security.KeyPair;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.util.List;

/**
 * One set of algorithms, at the level of bytes and keys. The framing in CMS is common to all
 * suites; what goes into the frames is the suite's.
 *
 * <p>A suite may need several keys at once, all of whose signatures must hold and all of which are
 * needed to read: its certificates then come in the order of its schemes, as {@link Related} has
 * them.
 *
 * <p>Signers, verifiers and key wrappers are made once per key and used from all threads, so a
 * suite can prepare as much as it likes for each key.
 */
public interface Suite {

  /** As in a member's {@code suites} and {@code floor}, e.g. {@code INTL}. */
  String id();

  /** Strength: a floor lets through its own rank and higher ones. */
  int rank();

  /** DER of the object identifier of SignedData. */
  default byte[] signedDataType() {
    return Oids.SIGNED_DATA;
  }

  /** DER of the object identifier of the content sealed. */
  default byte[] sealedType() {
    return Oids.DATA;
  }

  /** DER of the digest's AlgorithmIdentifier in SignedData. */
  byte[] digestAlgorithm();

  Digest digest(byte[] content, Operations operations);

  /** The signatures that a document has, one SignerInfo each, in this order; all must hold. */
  List<Scheme> schemes();

  /** Whether the keys in these certificates are ones that this suite signs with. */
  default boolean signs(List<X509Certificate> certificates) {
    List<Scheme> schemes = schemes();
    if (certificates.size() != schemes.size()) {
      return false;
    }
    for (int i = 0; i < schemes.size(); i++) {
      if (!schemes.get(i).suits(certificates.get(i))) {
        return false;
      }
    }
    return true;
  }

  /** Fresh keys to be sealed for. */
  List<KeyPair> decryptionKeys();

  /** Whether the keys in these certificates are ones that this suite seals for. */
  boolean seals(List<X509Certificate> certificates);

  /** For certificates that it {@link #seals} for. */
  KeyWrapper wrapper(List<X509Certificate> recipient);

  /** For certificates that it {@link #seals} for. */
  KeyUnwrapper unwrapper(List<Credential> own);

  /** Whether this RecipientInfo (DER) is of this suite. */
  boolean wraps(byte[] recipientInfo);

  /** A fresh content key. */
  byte[] contentKey(Operations operations);

  SealedContent encrypt(byte[] contentKey, byte[] plain, Operations operations);

  /** Refuses with {@link Fault#DECRYPTION_FAILED} what does not authenticate. */
  byte[] decrypt(byte[] contentKey, SealedContent sealed, Operations operations) throws Untrusted;

  /** The bare primitives of this suite by every provider worth trying, for {@link Floor}. */
  List<Candidate> candidates(int contentBytes);

  /** One signature algorithm. */
  interface Scheme {

    /** DER of the AlgorithmIdentifier in SignerInfo. */
    byte[] algorithm();

    boolean suits(X509Certificate certificate);

    KeyPair keyPair();

    Signer signer(PrivateKey key);

    /** For a certificate that {@link #suits}. */
    Verifier verifier(X509Certificate certificate);
  }

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

  /** Unwraps content keys with the keys held. */
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
