package hutong.certs;

import java.security.cert.X509Certificate;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Signs this node's documents and seals them for a recipient; safe for all threads. */
public final class Sealer {

  private static final int MAX_WRAPPERS = 4096;

  private final SignedData signing;
  private final Suites suites;
  private final Clock clock;
  private final Operations operations;
  private final Map<X509Certificate, Suite.KeyWrapper> wrappers = new ConcurrentHashMap<>();

  public Sealer(NodeKeys own, Suites suites, Clock clock, Operations operations) {
    Suite suite =
        suites
            .suiting(own.signingCertificate())
            .orElseThrow(() -> new IllegalArgumentException("no suite for the signing key"));
    this.signing = new SignedData(suite, own.signing());
    this.suites = suites;
    this.clock = clock;
    this.operations = operations;
  }

  /** SignedData over the document. Made once: a repeat sends these same octets. */
  public byte[] sign(byte[] document, ContentKind kind) {
    return signing.of(document, kind.contentType(), clock.instant(), operations);
  }

  /** The digest by which receipts name a document that {@link #sign} signs. */
  public Digest digest(byte[] document) {
    return signing.digest(document, operations);
  }

  /**
   * SignedData sealed for a member's present key, in the strongest suite that both have.
   *
   * @throws NoUsableKey if there is no such key or suite
   */
  public byte[] seal(byte[] signedData, Member recipient) {
    X509Certificate certificate = present(recipient);
    Suite suite = suiteFor(recipient, certificate);
    byte[] contentKey = suite.contentKey(operations);
    byte[] recipientInfo = wrapper(suite, certificate).wrap(contentKey, operations);
    return new SealedFrame(recipientInfo, suite.encrypt(contentKey, signedData, operations))
        .write();
  }

  /**
   * A group sealed for one member: each envelope stands alone, the key agreement is shared.
   *
   * @return in the order of the arguments
   * @throws NoUsableKey as {@link #seal}
   */
  public List<byte[]> sealAll(List<byte[]> signedData, Member recipient) {
    X509Certificate certificate = present(recipient);
    Suite suite = suiteFor(recipient, certificate);
    List<byte[]> contentKeys =
        signedData.stream().map(each -> suite.contentKey(operations)).toList();
    List<byte[]> infos = wrapper(suite, certificate).wrap(contentKeys, operations);
    List<byte[]> sealed = new ArrayList<>(signedData.size());
    for (int i = 0; i < signedData.size(); i++) {
      Suite.SealedContent content =
          suite.encrypt(contentKeys.get(i), signedData.get(i), operations);
      sealed.add(new SealedFrame(infos.get(i), content).write());
    }
    return sealed;
  }

  private Suite.KeyWrapper wrapper(Suite suite, X509Certificate certificate) {
    Suite.KeyWrapper held = wrappers.get(certificate);
    if (held != null) {
      return held;
    }
    if (wrappers.size() >= MAX_WRAPPERS) {
      wrappers.clear();
    }
    return wrappers.computeIfAbsent(certificate, suite::wrapper);
  }

  /** Of the certificates valid now, the one that became so last. */
  private X509Certificate present(Member recipient) {
    Instant now = clock.instant();
    return recipient.encryption().stream()
        .filter(certificate -> Certificates.validAt(certificate, now))
        .max(Comparator.comparing(X509Certificate::getNotBefore))
        .orElseThrow(() -> new NoUsableKey(recipient, "no encryption certificate valid now"));
  }

  private Suite suiteFor(Member recipient, X509Certificate certificate) {
    int floor =
        suites.has(recipient.floor()) ? suites.byId(recipient.floor()).rank() : Integer.MAX_VALUE;
    return recipient.suites().stream()
        .filter(suites::has)
        .map(suites::byId)
        .filter(suite -> suite.rank() >= floor && suite.suits(certificate))
        .max(Comparator.comparingInt(Suite::rank))
        .orElseThrow(() -> new NoUsableKey(recipient, "no suite in common"));
  }
}
