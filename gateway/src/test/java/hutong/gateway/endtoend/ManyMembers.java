package hutong.gateway.endtoend;

import hutong.certs.Authority;
import hutong.certs.Directory;
import hutong.certs.DirectoryContent;
import hutong.certs.DirectoryStore;
import hutong.certs.Member;
import hutong.certs.Secret;
import hutong.certs.Suites;
import hutong.gateway.broker.BrokerSettings;
import hutong.gateway.broker.EmbeddedBroker;
import hutong.gateway.broker.TlsStores;
import hutong.routes.QueueNames;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Enters members that nobody runs into the directory of those who are run, many at a time. */
final class ManyMembers {

  private static final Duration LIFE = Duration.ofDays(300);
  private static final int HUB_ID = 9_000;

  private ManyMembers() {}

  /**
   * Each covers the division of its code.
   *
   * @param brokers where each has its inbox
   * @param first whose directory gets them; the authority is beside its home
   */
  static void enter(Region first, Map<String, String> brokers) throws Exception {
    Clock clock = Clock.systemUTC();
    Path folder = authorityOf(first);
    Authority authority = authority(folder, clock);
    DirectoryStore store =
        DirectoryStore.open(folder.resolve("directory"), authority.root(), Suites.standard());
    DirectoryContent held = store.current().map(Directory::content).orElseThrow();
    Instant now = clock.instant();
    Instant from = now.minusSeconds(60);
    Instant until = now.plus(LIFE);
    X509Certificate sealing = authority.issueEncryption("900000", from, until).certificate();
    List<Member> all = new ArrayList<>(held.members());
    brokers.forEach(
        (code, broker) ->
            all.add(
                new Member(
                    code,
                    code,
                    code,
                    List.of(code),
                    broker,
                    QueueNames.inbox(code),
                    List.of(authority.issueSigning(code, from, until).certificate()),
                    List.of(sealing),
                    List.of("INTL"),
                    "INTL",
                    List.of(),
                    "cn",
                    List.of())));
    DirectoryContent next = held.next(now, until);
    byte[] signed =
        authority.signDirectory(
            new DirectoryContent(
                next.version(), now, until, all, next.authorities(), next.revoked()));
    store.accept(signed, clock);
    first.takeDirectory(folder);
  }

  /** A broker that holds the inboxes of all of these, and that everybody may call. */
  static EmbeddedBroker hub(Region first, List<String> members) throws Exception {
    Path folder = first.home().folder().resolveSibling("hub");
    String secret = "synthetic hub";
    authority(authorityOf(first), Clock.systemUTC())
        .saveBrokerKeys(folder, List.of("localhost", "127.0.0.1"), secret.toCharArray());
    TlsStores tls =
        new TlsStores(folder.resolve("broker.p12"), folder.resolve("trust.p12"), secret);
    return new EmbeddedBroker(
        new BrokerSettings(folder.resolve("queues"), "127.0.0.1", 0, members, tls),
        members.get(0),
        HUB_ID,
        (certificate, member) -> true);
  }

  private static Path authorityOf(Region first) {
    return first.home().folder().resolveSibling("authority");
  }

  private static Authority authority(Path folder, Clock clock) throws Exception {
    return Authority.open(folder, Secret.of(folder.resolve("secret"), null).characters(), clock);
  }
}
