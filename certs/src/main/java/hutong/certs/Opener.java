package hutong.certs;

import java.security.cert.X509Certificate;
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

  /**
   * For whoever is no member and holds no keys, such as an auditor: it verifies what is signed in
   * any suite known, and opens no envelope.
   */
  public static Opener keyless(
      Supplier<Directory> directory, Suites suites, Clock clock, Operations operations) {
    return new Opener(null, List.of(), directory, suites, clock, operations, DEFAULT_MAX_BYTES);
  }

  private record Held(Suite suite, Suite.KeyUnwrapper unwrapper) {}

  private final String ownId;
  private volatile List<Held> keys;
  private final Supplier<Directory> directory;
  private final Suites suites;
  private final Clock clock;
  private final Operations operations;
  private final int maxBytes;
  private final SeenHeads seen = new SeenHeads();

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
    this(own.memberId(), own.encryption(), directory, suites, clock, operations, maxBytes);
  }

  private Opener(
      String ownId,
      List<Credential> encryption,
      Supplier<Directory> directory,
      Suites suites,
      Clock clock,
      Operations operations,
      int maxBytes) {
    this.ownId = ownId;
    this.directory = directory;
    this.suites = suites;
    this.clock = clock;
    this.operations = operations;
    this.maxBytes = maxBytes;
    this.keys = held(encryption, suites);
  }

  /** Opens with these keys of the same member from now. */
  public void take(NodeKeys own) {
    keys = held(own.encryption(), suites);
  }

  private static List<Held> held(List<Credential> encryption, Suites suites) {
    List<Held> keys = new ArrayList<>();
    for (List<Credential> together : Related.groups(encryption, Credential::certificate)) {
      List<X509Certificate> certificates = together.stream().map(Credential::certificate).toList();
      for (Suite suite : suites.all()) {
        if (suite.seals(certificates)) {
          keys.add(new Held(suite, suite.unwrapper(together)));
        }
      }
    }
    return List.copyOf(keys);
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
    return SealedFrame.looksLike(piece)
        ? open(piece, ContentKind.RECEIPT)
        : verify(piece, ContentKind.RECEIPT);
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
      return SignedDocument.contentOf(signedData);
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
    if (!Arrays.equals(frame.sealedType(), suite.sealedType())) {
      throw Untrusted.malformed("the type of what is sealed");
    }
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
    SignedDocument document = SignedDocument.read(signedData);
    SignedFrame frame = document.signature();
    ContentKind kind =
        ContentKind.of(document.contentType())
            .orElseThrow(
                () -> new Untrusted(Fault.WRONG_KIND, "no kind of content of the protocol"));
    Suite suite =
        suites
            .signing(frame)
            .orElseThrow(() -> new Untrusted(Fault.SUITE_NOT_ALLOWED, "the signature"));
    allowed(suite);
    Directory now = directory.get();
    Known known = Known.in(now, frame, operations);
    Instant at = clock.instant();
    if (now.expiredAt(at)) {
      throw new Untrusted(Fault.SIGNER_EXPIRED, "the directory that vouches for the signer");
    }
    Digest digest = document.verify(known, at, seen, operations);
    for (Known.Half half : known.halves()) {
      now.checkRevoked(half.fingerprint(), document.signedAt());
    }
    return new Opened(
        document.content(),
        signedData,
        known.member(),
        known.halves().get(0).certificate(),
        document.signedAt(),
        suite.id(),
        digest,
        kind);
  }

  /** What this node's own entry tells others to use. */
  private void allowed(Suite suite) throws Untrusted {
    Member own = ownId == null ? null : directory.get().member(ownId).orElse(null);
    if (own != null && !suites.lets(own, suite)) {
      throw new Untrusted(Fault.SUITE_NOT_ALLOWED, "not in this node's list, or below its floor");
    }
  }

  private void bounded(byte[] bytes) throws Untrusted {
    if (bytes.length > maxBytes) {
      throw new Untrusted(Fault.TOO_LARGE, "over " + maxBytes + " octets");
    }
  }
}
