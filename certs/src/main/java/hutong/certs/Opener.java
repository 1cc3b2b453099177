package hutong.certs;

import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Supplier;

/**
 * Opens envelopes with this node's keys and verifies what is signed against the directory; safe for
 * all threads. There is no way through it that does not verify.
 */
public final class Opener {

  /** Octets of an envelope, where nothing else is said. */
  public static final int DEFAULT_MAX_BYTES = 512 * 1024;

  private record Held(Suite suite, Suite.KeyUnwrapper unwrapper) {}

  private final String ownId;
  private final List<Held> keys = new ArrayList<>();
  private final Supplier<Directory> directory;
  private final Suites suites;
  private final Clock clock;
  private final Operations operations;
  private final int maxBytes;

  public Opener(
      NodeKeys own,
      Supplier<Directory> directory,
      Suites suites,
      Clock clock,
      Operations operations) {
    this(own, directory, suites, clock, operations, DEFAULT_MAX_BYTES);
  }

  public Opener(
      NodeKeys own,
      Supplier<Directory> directory,
      Suites suites,
      Clock clock,
      Operations operations,
      int maxBytes) {
    this.ownId = own.memberId();
    this.directory = directory;
    this.suites = suites;
    this.clock = clock;
    this.operations = operations;
    this.maxBytes = maxBytes;
    for (Credential credential : own.encryption()) {
      for (Suite suite : suites.all()) {
        if (suite.suits(credential.certificate())) {
          keys.add(new Held(suite, suite.unwrapper(credential.key(), credential.certificate())));
        }
      }
    }
  }

  /** Decrypts an envelope and verifies what is in it; of any kind. */
  public Opened open(byte[] envelope) throws Untrusted {
    return verifyAny(decrypt(envelope));
  }

  /** Decrypts an envelope and verifies what is in it; of this kind alone. */
  public Opened open(byte[] envelope, ContentKind kind) throws Untrusted {
    return verify(decrypt(envelope), kind);
  }

  /** Verifies a receipt, which comes bare, or sealed where it says more than "received". */
  public Opened openReceipt(byte[] piece) throws Untrusted {
    bounded(piece);
    return SignedFrame.looksLike(piece)
        ? verify(piece, ContentKind.RECEIPT)
        : open(piece, ContentKind.RECEIPT);
  }

  /** Verifies SignedData of this kind. */
  public Opened verify(byte[] signedData, ContentKind kind) throws Untrusted {
    Opened opened = verifyAny(signedData);
    if (opened.kind() != kind) {
      throw new Untrusted(Fault.WRONG_KIND, "signed as another kind of content");
    }
    return opened;
  }

  /**
   * The content of SignedData that this node has itself stored after verifying or signing it. Not
   * verified again: never for bytes from outside.
   */
  public static byte[] contentOfOwnStored(byte[] signedData) {
    try {
      return SignedFrame.contentOf(signedData);
    } catch (Untrusted e) {
      throw new IllegalArgumentException("not SignedData that was verified and stored here", e);
    }
  }

  private byte[] decrypt(byte[] envelope) throws Untrusted {
    bounded(envelope);
    SealedFrame frame = SealedFrame.read(envelope);
    Suite suite =
        suites
            .wrapping(frame.recipientInfo())
            .orElseThrow(() -> new Untrusted(Fault.SUITE_NOT_ALLOWED, "the envelope"));
    allowed(suite);
    for (Held held : keys) {
      if (held.suite() == suite) {
        byte[] contentKey = held.unwrapper().unwrap(frame.recipientInfo(), operations);
        if (contentKey != null) {
          return suite.decrypt(contentKey, frame.content(), operations);
        }
      }
    }
    throw new Untrusted(Fault.NO_KEY, "sealed for a key that is not held here");
  }

  private Opened verifyAny(byte[] signedData) throws Untrusted {
    bounded(signedData);
    SignedFrame frame = SignedFrame.read(signedData);
    ContentKind kind =
        ContentKind.of(frame.contentType())
            .orElseThrow(
                () -> new Untrusted(Fault.WRONG_KIND, "no kind of content of the protocol"));
    Suite suite =
        suites
            .signing(frame.digestAlgorithm(), frame.signatureAlgorithm())
            .orElseThrow(() -> new Untrusted(Fault.SUITE_NOT_ALLOWED, "the signature"));
    allowed(suite);
    operations.count(Operation.DIGEST, frame.certificate().length);
    byte[] certificate = Sha256.of(frame.certificate());
    Directory now = directory.get();
    Known known =
        now.known(certificate)
            .orElseThrow(() -> new Untrusted(Fault.SIGNER_UNKNOWN, "not in the directory"));
    if (!Arrays.equals(certificate, frame.attributes().certificateDigest())) {
      throw new Untrusted(Fault.SIGNATURE_INVALID, "the signing-certificate attribute");
    }
    Instant at = clock.instant();
    if (now.expiredAt(at)) {
      throw new Untrusted(Fault.SIGNER_EXPIRED, "the directory that vouches for the signer");
    }
    Digest digest = Verification.verify(frame, known, at, operations);
    return new Opened(
        frame.content(),
        signedData,
        known.member(),
        known.certificate(),
        frame.attributes().signingTime(),
        suite.id(),
        digest,
        kind);
  }

  /** Below the floor that this node's own entry sets for others. */
  private void allowed(Suite suite) throws Untrusted {
    String floor = directory.get().member(ownId).map(Member::floor).orElse(suite.id());
    if (!suites.has(floor) || suite.rank() < suites.byId(floor).rank()) {
      throw new Untrusted(Fault.SUITE_NOT_ALLOWED, "below the floor");
    }
  }

  private void bounded(byte[] bytes) throws Untrusted {
    if (bytes.length > maxBytes) {
      throw new Untrusted(Fault.TOO_LARGE, "over " + maxBytes + " octets");
    }
  }
}
