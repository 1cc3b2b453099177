package hutong.certs;

import java.time.Instant;
import java.util.Arrays;

/**
 * A document and the signature that covers it, in either form: its own SignedData, or one over a
 * tree of documents in which it shows its place. Reading verifies nothing.
 *
 * @param signature over the document, or over the tree's head
 * @param contentType the document's
 * @param leaf null where the document has a signature of its own
 * @param head of the tree; null likewise
 */
@SuppressWarnings("ArrayRecordComponent") // carried, never compared
record SignedDocument(
    SignedFrame signature, byte[] contentType, byte[] content, LeafFrame leaf, TreeHead head) {

  static SignedDocument read(byte[] bytes) throws Untrusted {
    if (!LeafFrame.looksLike(bytes)) {
      SignedFrame own = SignedFrame.read(bytes);
      return new SignedDocument(own, own.contentType(), own.content(), null, null);
    }
    LeafFrame leaf = LeafFrame.read(bytes);
    SignedFrame signature = SignedFrame.read(leaf.head());
    if (!Arrays.equals(signature.contentType(), Oids.TREE_HEAD)) {
      throw new Untrusted(Fault.WRONG_KIND, "signed as something else than a tree head");
    }
    TreeHead head = TreeHead.read(signature.content());
    return new SignedDocument(signature, head.kind().contentType(), leaf.content(), leaf, head);
  }

  /** The content alone. */
  static byte[] contentOf(byte[] bytes) throws Untrusted {
    return LeafFrame.looksLike(bytes) ? LeafFrame.contentOf(bytes) : SignedFrame.contentOf(bytes);
  }

  /** As the signer claims. */
  Instant signedAt() {
    return signature.signers().get(0).attributes().signingTime();
  }

  /**
   * Digest of the content that was verified.
   *
   * @param seen heads whose signatures need no second look
   * @throws Untrusted with the first fault found
   */
  Digest verify(Known known, Instant now, SeenHeads seen, Operations operations) throws Untrusted {
    if (leaf == null) {
      return Verification.verify(signature, known, now, operations);
    }
    seen.verify(leaf.head(), signature, known, operations);
    Digest digest = known.suite().digest(content, operations);
    if (!leaf.isUnder(head, digest, operations)) {
      throw new Untrusted(Fault.SIGNATURE_INVALID, "the path does not lead to the root");
    }
    Verification.checkValid(known, signedAt(), now);
    return digest;
  }
}
