package hutong.gateway.node;

import hutong.certs.Authority;
import hutong.certs.Credential;
import hutong.certs.Directory;
import hutong.certs.DirectoryStore;
import hutong.certs.Hosts;
import hutong.certs.KeyKind;
import hutong.certs.Member;
import hutong.certs.NextKeys;
import hutong.certs.NodeKeys;
import hutong.certs.RequestedKeys;
import hutong.certs.Role;
import hutong.certs.StaleDirectory;
import hutong.certs.Suite;
import hutong.certs.Suites;
import hutong.certs.Token;
import hutong.certs.Untrusted;
import java.io.IOException;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Replaces a node's keys with overlap. New ones are on disk before the directory names them, and
 * the earlier ones stay beside them: what decrypts is in use at once, what signs and what serves
 * TLS waits until {@link #rotate}, so that the partners can take the directory first. A running
 * node sees either within seconds.
 */
public final class KeyRenewal {

  private static final Duration LIFE = Duration.ofDays(730);

  /** Envelopes for a replaced key may still lie in an inbox for so long. */
  private static final Duration DRAINED = Duration.ofDays(14);

  private final Home home;
  private final char[] secret;
  private final Token token;
  private final Clock clock;

  public KeyRenewal(Home home, Map<String, String> environment, Clock clock) throws IOException {
    this.home = home;
    this.secret = home.secret(environment).characters();
    this.token = home.token(environment);
    this.clock = clock;
  }

  /**
   * New keys for every suite and for TLS, from the built-in authority.
   *
   * @return the directory that the other members have to take
   */
  public Directory renew(Path authorityFolder) throws IOException, Untrusted, StaleDirectory {
    NodeKeys keys = NodeKeys.load(home.keys(), secret, token);
    AuthorityFolder book = new AuthorityFolder(authorityFolder);
    Authority authority = book.existing(clock);
    Instant from = clock.instant().truncatedTo(ChronoUnit.SECONDS);
    Instant until = from.plus(LIFE);
    List<Credential> signing = new ArrayList<>();
    List<Credential> encryption = new ArrayList<>();
    for (String id : member(book, authority, keys).suites()) {
      Suite suite = Suites.standard().byId(id);
      signing.addAll(authority.issueSigning(suite, keys.memberId(), from, until));
      encryption.addAll(authority.issueEncryption(suite, keys.memberId(), from, until));
    }
    Credential tls =
        authority.issueTls(keys.memberId(), Hosts.of(keys.tlsCertificate()), from, until);
    wait(keys, encryption, new NextKeys(signing, tls));
    return enter(book, authority, keys, certificates(signing), certificates(encryption));
  }

  /**
   * Keys that were requested, with the certificates that an outside authority answered.
   *
   * @return the roles that have their certificate now
   * @throws IllegalArgumentException if one is not for these keys or of no authority accepted
   */
  public Map<Role, Credential> take(List<X509Certificate> answers) throws IOException, Untrusted {
    NodeKeys keys = NodeKeys.load(home.keys(), secret, token);
    Directory directory = directory(keys);
    Map<Role, Credential> answered =
        RequestedKeys.load(home.keys(), secret, token).answered(answers);
    for (Map.Entry<Role, Credential> each : answered.entrySet()) {
      if (!directory.certifies(each.getValue().certificate(), keys.memberId(), clock.instant())) {
        throw new IllegalArgumentException(
            "The "
                + each.getKey()
                + " certificate is of no authority that the directory accepts for this node; see"
                + " hutong certs accept");
      }
    }
    NextKeys waiting =
        NextKeys.load(home.keys(), secret, token).orElse(new NextKeys(List.of(), null));
    List<Credential> signing = new ArrayList<>(waiting.signing());
    if (answered.containsKey(Role.SIGNING)) {
      signing.add(answered.get(Role.SIGNING));
    }
    wait(
        keys,
        answered.containsKey(Role.ENCRYPTION) ? List.of(answered.get(Role.ENCRYPTION)) : List.of(),
        new NextKeys(signing, answered.getOrDefault(Role.TLS, waiting.tls())));
    if (answered.size() == Role.values().length) {
      RequestedKeys.discard(home.keys());
    }
    return answered;
  }

  /** Puts the waiting keys to use. Partners refuse what they sign until they have the directory. */
  public NodeKeys rotate() throws IOException, Untrusted {
    NodeKeys keys = NodeKeys.load(home.keys(), secret, token);
    NextKeys next =
        NextKeys.load(home.keys(), secret, token)
            .orElseThrow(() -> new IOException("No keys wait; make them with hutong certs renew"));
    Member own =
        directory(keys)
            .member(keys.memberId())
            .orElseThrow(() -> new IOException("The directory held has no such member"));
    for (Credential each : next.signing()) {
      if (!own.signing().contains(each.certificate())) {
        throw new IOException("The directory held here does not list the new keys yet");
      }
    }
    NodeKeys rotated = keys.with(next);
    rotated.save(home.keys(), secret);
    NextKeys.discard(home.keys());
    return rotated;
  }

  private void wait(NodeKeys keys, List<Credential> encryption, NextKeys next) throws IOException {
    next.save(home.keys(), keys.root(), secret);
    keys.withEncryption(encryption).save(home.keys(), secret);
  }

  private Directory enter(
      AuthorityFolder book,
      Authority authority,
      NodeKeys keys,
      List<X509Certificate> signing,
      List<X509Certificate> encryption)
      throws IOException, Untrusted, StaleDirectory {
    Member before = member(book, authority, keys);
    byte[] signed =
        book.enter(
            authority,
            before
                .withSigning(beside(signing, before.signing()))
                .withEncryption(beside(encryption, before.encryption())),
            clock);
    DirectoryStore store = DirectoryStore.open(home.directory(), keys.root(), Suites.standard());
    store.accept(signed, clock);
    return store.current().orElseThrow();
  }

  /** The new ones and the earlier ones, without those that were replaced long ago or have ended. */
  private List<X509Certificate> beside(List<X509Certificate> fresh, List<X509Certificate> earlier) {
    Instant drained = clock.instant().minus(DRAINED);
    List<X509Certificate> all = new ArrayList<>(fresh);
    for (X509Certificate each : earlier) {
      boolean replaced =
          earlier.stream()
              .filter(other -> KeyKind.of(other).equals(KeyKind.of(each)))
              .map(other -> other.getNotBefore().toInstant())
              .anyMatch(
                  from -> from.isAfter(each.getNotBefore().toInstant()) && from.isBefore(drained));
      if (!replaced && each.getNotAfter().toInstant().isAfter(drained)) {
        all.add(each);
      }
    }
    return all;
  }

  private static Member member(AuthorityFolder book, Authority authority, NodeKeys keys)
      throws IOException, Untrusted {
    return book.member(authority, keys.memberId())
        .orElseThrow(() -> new IOException("This authority's directory has no such member"));
  }

  private Directory directory(NodeKeys keys) throws IOException, Untrusted {
    return DirectoryStore.open(home.directory(), keys.root(), Suites.standard())
        .current()
        .orElseThrow(() -> new IOException("There is no directory in this home"));
  }

  private static List<X509Certificate> certificates(List<Credential> keys) {
    return keys.stream().map(Credential::certificate).toList();
  }
}
