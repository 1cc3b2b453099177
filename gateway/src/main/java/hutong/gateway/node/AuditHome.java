package hutong.gateway.node;

import hutong.certs.ContentKind;
import hutong.certs.Directory;
import hutong.certs.DirectoryStore;
import hutong.certs.Fault;
import hutong.certs.KeyedIndex;
import hutong.certs.NodeKeys;
import hutong.certs.Opener;
import hutong.certs.Operations;
import hutong.certs.PayloadVault;
import hutong.certs.Revocation;
import hutong.certs.Secret;
import hutong.certs.Suites;
import hutong.certs.Untrusted;
import hutong.gateway.ledger.AuditKeys;
import hutong.gateway.ledger.AuditReport;
import hutong.gateway.ledger.ErasureFile;
import hutong.gateway.ledger.LedgerAudit;
import hutong.gateway.ledger.LedgerSettings;
import hutong.gateway.settings.Settings;
import hutong.gateway.settings.SettingsFaults;
import hutong.gateway.settings.SettingsFile;
import hutong.routes.Indexes;
import hutong.schemas.Documents;
import java.io.IOException;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;

/** Audits the ledger of a home, with the keys and directories that lie in it. */
public final class AuditHome {

  private final Home home;
  private final Map<String, String> environment;
  private final Suites suites = Suites.standard();

  public AuditHome(Home home, Map<String, String> environment) {
    this.home = home;
    this.environment = environment;
  }

  /** What is found, in sentences; empty if the ledger is whole. */
  public List<String> findings() throws IOException, Untrusted, SettingsFaults {
    return audit().findings().stream().map(Object::toString).toList();
  }

  public AuditReport audit() throws IOException, Untrusted, SettingsFaults {
    Settings settings = new SettingsFile().read(home.folder(), environment);
    if (!NodeKeys.exist(home.keys())) {
      throw new IOException("There are no keys in " + home.folder() + "; name a node's folder");
    }
    Secret secret = home.secret(environment);
    NodeKeys keys = NodeKeys.load(home.keys(), secret.characters());
    DirectoryStore directories = DirectoryStore.open(home.directory(), keys.root(), suites);
    AuditKeys with =
        new AuditKeys(
            settings.node(),
            new PayloadVault(secret.key("payloads")),
            new Indexes(new KeyedIndex(secret.key("index"))),
            new ErasureFile(home.erasures(), new KeyedIndex(secret.key("erasures"))),
            new Documents(),
            TimeAuthorities.roots(home, settings.timestamp(), keys).and(revoked(directories)),
            (signedData, at) -> verify(keys, directories, signedData, at));
    Settings.Ledger at = settings.ledger();
    return new LedgerAudit(
            new LedgerSettings(
                home.ledger(), at.url(), at.user(), at.password(), settings.replica()),
            with)
        .run();
  }

  private static List<Revocation> revoked(DirectoryStore directories) {
    return directories
        .current()
        .map(directory -> directory.content().revoked())
        .orElseGet(List::of);
  }

  /** By any directory held that had not expired at that time: members stay listed for long. */
  private void verify(NodeKeys keys, DirectoryStore directories, byte[] signedData, Instant at)
      throws Untrusted {
    Untrusted last = new Untrusted(Fault.SIGNER_UNKNOWN, "no directory is held");
    try {
      for (long version : directories.versions().descendingSet()) {
        Directory directory = directories.version(version).orElseThrow();
        Opener asOf =
            new Opener(
                keys, () -> directory, suites, Clock.fixed(at, ZoneOffset.UTC), new Operations());
        try {
          if (asOf.verify(signedData, ContentKind.CHECKPOINT)
              .signer()
              .id()
              .equals(keys.memberId())) {
            return;
          }
        } catch (Untrusted another) {
          last = another;
        }
      }
    } catch (IOException unreadable) {
      throw new Untrusted(Fault.MALFORMED, "the directories held");
    }
    throw last;
  }
}
