package hutong.gateway.node;

import hutong.certs.Authority;
import hutong.certs.Credential;
import hutong.certs.Directory;
import hutong.certs.DirectoryStore;
import hutong.certs.Member;
import hutong.certs.NodeKeys;
import hutong.certs.StaleDirectory;
import hutong.certs.Suites;
import hutong.certs.Untrusted;
import java.io.IOException;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Gives a node a new decryption key of each suite beside those it has, and the certificates to the
 * directory.
 *
 * <p>The key is on disk before the directory names it, and the earlier ones stay: what is sealed
 * for them can still be opened. A running node opens with the new one after a restart.
 */
public final class KeyRotation {

  private static final int LIFE_DAYS = 730;

  private final Clock clock;

  public KeyRotation(Clock clock) {
    this.clock = clock;
  }

  /** Returns the directory that the other members have to take. */
  public Directory rotate(Home home, Path authorityFolder, Map<String, String> environment)
      throws IOException, Untrusted, StaleDirectory {
    char[] secret = home.secret(environment).characters();
    NodeKeys keys = NodeKeys.load(home.keys(), secret);
    AuthorityFolder book = new AuthorityFolder(authorityFolder);
    Authority authority = book.authority(clock);
    Member before =
        book.member(authority, keys.memberId())
            .orElseThrow(() -> new IOException("This authority's directory has no such member"));
    Instant from = clock.instant().truncatedTo(ChronoUnit.SECONDS);
    List<Credential> fresh = new ArrayList<>();
    for (String suite : before.suites()) {
      fresh.addAll(
          authority.issueEncryption(
              Suites.standard().byId(suite),
              keys.memberId(),
              from,
              from.plus(LIFE_DAYS, ChronoUnit.DAYS)));
    }
    keys.withEncryption(fresh).save(home.keys(), secret);
    List<X509Certificate> encryption =
        new ArrayList<>(fresh.stream().map(Credential::certificate).toList());
    encryption.addAll(before.encryption());
    byte[] signed = book.enter(authority, before.withEncryption(encryption), clock);
    DirectoryStore store = DirectoryStore.open(home.directory(), keys.root(), Suites.standard());
    store.accept(signed, clock);
    return store.current().orElseThrow();
  }
}
