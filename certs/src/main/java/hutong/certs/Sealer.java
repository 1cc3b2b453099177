package hutong.certs;

import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;
import java.util.function.Supplier;

/**
 * Signs this node's documents and seals them for a recipient, in the strongest suite that both have
 * and that is below neither's floor; safe for all threads.
 */
public final class Sealer {

  private static final int MAX_REMEMBERED = 4096;

  /** How long a choice of key holds within one version of the directory. */
  private static final Duration REMEMBERED = Duration.ofMinutes(1);

  private record SigningKey(
      Suite suite,
      SignedData maker,
      List<X509Certificate> certificates,
      Instant from,
      Instant until) {

    boolean validAt(Instant at) {
      return !at.isBefore(from) && !at.isAfter(until);
    }
  }

  private record SealingKey(Suite suite, Suite.KeyWrapper wrapper, Instant from, Instant until) {

    boolean validAt(Instant at) {
      return !at.isBefore(from) && !at.isAfter(until);
    }
  }

  private record Chosen(SigningKey key, Directory directory, Instant until) {}

  private final String ownId;
  private volatile List<SigningKey> keys;
  private final Supplier<Directory> directory;
  private final Suites suites;
  private final Clock clock;
  private final Operations operations;
  private final boolean batches;
  private final SecureRandom random = new SecureRandom();
  private final Map<String, Chosen> chosen = new ConcurrentHashMap<>();
  private final Map<List<X509Certificate>, List<SealingKey>> recipients = new ConcurrentHashMap<>();

  public Sealer(
      NodeKeys own,
      Supplier<Directory> directory,
      Suites suites,
      Clock clock,
      Operations operations) {
    this(own, directory, suites, clock, operations, true);
  }

  /**
   * For one node.
   *
   * @param batches whether documents that wait together are signed together
   */
  public Sealer(
      NodeKeys own,
      Supplier<Directory> directory,
      Suites suites,
      Clock clock,
      Operations operations,
      boolean batches) {
    this.batches = batches;
    this.ownId = own.memberId();
    this.directory = directory;
    this.suites = suites;
    this.clock = clock;
    this.operations = operations;
    this.keys = signingKeys(own, suites);
  }

  /** Signs with these keys of the same member from now. */
  public void take(NodeKeys own) {
    keys = signingKeys(own, suites);
    chosen.clear();
  }

  private static List<SigningKey> signingKeys(NodeKeys own, Suites suites) {
    List<SigningKey> keys = new ArrayList<>();
    for (List<Credential> together : Related.groups(own.signing(), Credential::certificate)) {
      List<X509Certificate> certificates = together.stream().map(Credential::certificate).toList();
      suites
          .signing(certificates)
          .ifPresent(
              suite ->
                  keys.add(
                      new SigningKey(
                          suite,
                          new SignedData(suite, together),
                          certificates,
                          Certificates.notBefore(certificates),
                          Certificates.notAfter(certificates))));
    }
    if (keys.isEmpty()) {
      throw new IllegalArgumentException("no suite for the signing key");
    }
    return List.copyOf(keys);
  }

  /**
   * SignedData over a document for one member. Made once: a repeat sends these same octets.
   *
   * @throws NoUsableKey if there is no suite in common, or no key of it that is valid now, or the
   *     directory has expired
   */
  public Signed sign(byte[] document, ContentKind kind, String recipient) {
    return keyFor(recipient).of(document, kind.contentType(), clock.instant(), operations);
  }

  /**
   * As {@link #sign(byte[], ContentKind, String)}, for what must not be held back, such as a
   * receipt in the transaction that it belongs to: where there is no suite in common, or the
   * directory has expired, it is signed as for nobody in particular, and the recipient says that it
   * refuses that.
   */
  public Signed answer(byte[] document, ContentKind kind, String recipient) {
    return answerKey(recipient).of(document, kind.contentType(), clock.instant(), operations);
  }

  /**
   * As {@link #sign(byte[], ContentKind, String)}, for documents of one kind that wait together:
   * one signature covers them all, and each stands alone. One document has a signature of its own.
   *
   * @return in the order of the arguments
   */
  public List<Signed> signAll(List<byte[]> documents, ContentKind kind, String recipient) {
    return documents.isEmpty() ? List.of() : all(keyFor(recipient), documents, kind);
  }

  /** As {@link #signAll}, for what must not be held back, as {@link #answer} has it. */
  public List<Signed> answerAll(List<byte[]> documents, ContentKind kind, String recipient) {
    return documents.isEmpty() ? List.of() : all(answerKey(recipient), documents, kind);
  }

  private List<Signed> all(SignedData maker, List<byte[]> documents, ContentKind kind) {
    Instant at = clock.instant();
    List<Signed> signed = new ArrayList<>(documents.size());
    int most = batches && TreeHead.KINDS.contains(kind) ? TreeHead.MOST : 1;
    for (int from = 0; from < documents.size(); from += most) {
      List<byte[]> together = documents.subList(from, Math.min(from + most, documents.size()));
      if (together.size() < TreeHead.FEWEST) {
        signed.add(maker.of(together.get(0), kind.contentType(), at, operations));
      } else {
        signed.addAll(maker.ofAll(together, kind, at, random, operations));
      }
    }
    return signed;
  }

  /** SignedData for nobody in particular: in the strongest suite that this node has. */
  public byte[] sign(byte[] document, ContentKind kind) {
    return ownKey().of(document, kind.contentType(), clock.instant(), operations).bytes();
  }

  /**
   * Whether a member, as the directory has it now, reads the suite in which this was signed here
   * before; true of one that the directory does not have.
   */
  public boolean isRead(byte[] ownSignedData, String recipient) {
    Optional<Member> member = directory.get().member(recipient);
    try {
      Optional<Suite> suite = suites.signing(SignedDocument.read(ownSignedData).signature());
      return member.isEmpty() || suite.filter(each -> suites.lets(member.get(), each)).isPresent();
    } catch (Untrusted e) {
      throw new IllegalArgumentException("not SignedData that was signed here", e);
    }
  }

  /**
   * SignedData sealed for a member's present key.
   *
   * @throws NoUsableKey if there is no such key or suite, or the directory has expired
   */
  public byte[] seal(byte[] signedData, Member recipient) {
    SealingKey key = present(recipient);
    Suite suite = key.suite();
    byte[] contentKey = suite.contentKey(operations);
    byte[] recipientInfo = key.wrapper().wrap(contentKey, operations);
    return sealed(suite, recipientInfo, contentKey, signedData);
  }

  /**
   * A group sealed for one member: each envelope stands alone, the key agreement is shared.
   *
   * @return in the order of the arguments
   * @throws NoUsableKey as {@link #seal}
   */
  public List<byte[]> sealAll(List<byte[]> signedData, Member recipient) {
    SealingKey key = present(recipient);
    Suite suite = key.suite();
    List<byte[]> contentKeys =
        signedData.stream().map(each -> suite.contentKey(operations)).toList();
    List<byte[]> infos = key.wrapper().wrap(contentKeys, operations);
    List<byte[]> sealed = new ArrayList<>(signedData.size());
    for (int i = 0; i < signedData.size(); i++) {
      sealed.add(sealed(suite, infos.get(i), contentKeys.get(i), signedData.get(i)));
    }
    return sealed;
  }

  private byte[] sealed(Suite suite, byte[] recipientInfo, byte[] contentKey, byte[] signedData) {
    Suite.SealedContent content = suite.encrypt(contentKey, signedData, operations);
    return new SealedFrame(recipientInfo, suite.sealedType(), content).write();
  }

  private SignedData answerKey(String recipient) {
    try {
      return keyFor(recipient);
    } catch (NoUsableKey none) {
      return ownKey();
    }
  }

  private SignedData keyFor(String recipient) {
    Directory now = directory.get();
    Instant at = clock.instant();
    Chosen before = chosen.get(recipient);
    checkInForce(now, recipient, at);
    if (before != null && before.directory() == now && at.isBefore(before.until())) {
      return before.key().maker();
    }
    Optional<Member> own = now.member(ownId);
    Member other = now.member(recipient).orElseThrow(() -> new NoUsableKey(recipient));
    SigningKey key =
        strongest(
                now,
                each ->
                    each.validAt(at)
                        && suites.lets(other, each.suite())
                        && (own.isEmpty() || suites.lets(own.get(), each.suite())))
            .orElseThrow(() -> new NoUsableKey(other, true, "no suite in common to sign in"));
    if (chosen.size() >= MAX_REMEMBERED) {
      chosen.clear();
    }
    Instant until = at.plus(REMEMBERED);
    chosen.put(recipient, new Chosen(key, now, until.isBefore(key.until()) ? until : key.until()));
    return key.maker();
  }

  /** Whoever it names may have been replaced since. */
  private static void checkInForce(Directory directory, String recipient, Instant at) {
    if (directory.expiredAt(at)) {
      throw NoUsableKey.expired(recipient);
    }
  }

  private SignedData ownKey() {
    Directory now = directory.get();
    Instant at = clock.instant();
    Optional<Member> own = now.member(ownId);
    return strongest(
            now,
            each -> each.validAt(at) && (own.isEmpty() || suites.lets(own.get(), each.suite())))
        .or(() -> strongest(now, each -> true))
        .orElseThrow()
        .maker();
  }

  /**
   * Not one that was revoked; of two in one suite the one that is in the directory already, then
   * the newer one.
   */
  private Optional<SigningKey> strongest(Directory now, Predicate<SigningKey> usable) {
    return keys.stream()
        .filter(usable)
        .max(
            Comparator.comparing((SigningKey each) -> !isRevoked(each, now))
                .thenComparing(each -> each.suite().rank())
                .thenComparing(each -> now.signer(each.certificates().get(0)).isPresent())
                .thenComparing(SigningKey::from));
  }

  private static boolean isRevoked(SigningKey key, Directory now) {
    return key.certificates().stream().anyMatch(each -> now.revocation(each).isPresent());
  }

  /** Of the keys valid now the strongest, of two in one suite the one that became so last. */
  private SealingKey present(Member recipient) {
    Instant now = clock.instant();
    checkInForce(directory.get(), recipient.id(), now);
    List<SealingKey> valid =
        sealingKeys(recipient).stream().filter(each -> each.validAt(now)).toList();
    if (valid.isEmpty()) {
      throw new NoUsableKey(recipient, false, "no encryption certificate valid now");
    }
    Optional<Member> own = directory.get().member(ownId);
    return valid.stream()
        .filter(
            each ->
                suites.lets(recipient, each.suite())
                    && (own.isEmpty() || suites.lets(own.get(), each.suite())))
        .max(
            Comparator.comparingInt((SealingKey each) -> each.suite().rank())
                .thenComparing(SealingKey::from))
        .orElseThrow(() -> new NoUsableKey(recipient, true, "no suite in common"));
  }

  private List<SealingKey> sealingKeys(Member recipient) {
    List<SealingKey> held = recipients.get(recipient.encryption());
    if (held != null) {
      return held;
    }
    if (recipients.size() >= MAX_REMEMBERED) {
      recipients.clear();
    }
    List<SealingKey> made = new ArrayList<>();
    for (List<X509Certificate> together : Related.groups(recipient.encryption())) {
      suites
          .sealing(together)
          .ifPresent(
              suite ->
                  made.add(
                      new SealingKey(
                          suite,
                          suite.wrapper(together),
                          Certificates.notBefore(together),
                          Certificates.notAfter(together))));
    }
    recipients.put(recipient.encryption(), List.copyOf(made));
    return made;
  }
}
