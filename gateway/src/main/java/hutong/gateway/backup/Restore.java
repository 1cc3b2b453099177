package hutong.gateway.backup;

import hutong.certs.ClockSkew;
import hutong.gateway.ledger.LedgerFailure;
import hutong.gateway.ledger.LedgerFile;
import hutong.gateway.ledger.LedgerSettings;
import hutong.gateway.ledger.RestoredDatabase;
import hutong.gateway.node.Home;
import hutong.gateway.settings.Settings;
import hutong.gateway.settings.SettingsFaults;
import hutong.gateway.settings.SettingsFile;
import hutong.routes.ledger.LedgerUnavailable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Map;

/**
 * Puts a backup in the place of a node's data, under a new epoch. What was there is moved aside and
 * never deleted; the broker's journal stays, since whatever it carries is known by its id. Files of
 * the home that are not the ledger are put back only where they are missing: the home's own are
 * newer.
 */
public final class Restore {

  private static final DateTimeFormatter STAMP =
      DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmssSSS'Z'").withZone(ZoneOffset.UTC);

  private final Home home;
  private final Map<String, String> environment;
  private final Clock clock;

  public Restore(Home home, Map<String, String> environment, Clock clock) {
    this.home = home;
    this.environment = environment;
    this.clock = clock;
  }

  /**
   * What was put back.
   *
   * @param aside where the ledger that was there is now; null if there was none
   */
  public record Done(String node, long epoch, Instant point, Path aside) {}

  public Done from(Path folder) throws IOException, SettingsFaults {
    Manifest manifest = Manifest.read(folder, Backup.key(home, environment));
    requireOurs(manifest);
    Settings settings = settings(folder);
    Backup.requireFile(settings);
    requireFit(manifest, settings);
    requireWhole(folder, manifest);
    Files.createDirectories(home.ledger().getParent());
    LedgerFile ledger = new LedgerFile(home.ledger());
    LedgerFile.Claim claim = ledger.claim();
    try {
      putBackMissing(folder, manifest);
      return replace(folder, manifest, ledger);
    } finally {
      claim.close();
    }
  }

  /** The same for a ledger that PostgreSQL's own tools have restored. */
  public Done epochOnly(Instant point) throws IOException, SettingsFaults {
    Settings settings = new SettingsFile().read(home.folder(), environment);
    Settings.Ledger at = settings.ledger();
    if (at.url().isEmpty()) {
      throw new IOException("This ledger is a file: restore it with --from");
    }
    requireAge(point, settings);
    LedgerSettings place =
        new LedgerSettings(home.ledger(), at.url(), at.user(), at.password(), settings.replica());
    long epoch = RestoredDatabase.begin(place, point, settings.node(), clock.instant());
    return new Done(settings.node(), epoch, point, null);
  }

  private Settings settings(Path folder) throws IOException, SettingsFaults {
    Path own = home.folder().resolve(SettingsFile.NAME);
    return new SettingsFile().read(Files.exists(own) ? home.folder() : folder, environment);
  }

  private void requireOurs(Manifest manifest) throws IOException {
    String node = home.nodeKeys(environment).memberId();
    if (!node.equals(manifest.node())) {
      throw new IOException(
          "This is a backup of node " + manifest.node() + ", and the keys here are of " + node);
    }
  }

  private void requireFit(Manifest manifest, Settings settings) throws IOException {
    if (!settings.node().equals(manifest.node())) {
      throw new IOException("This is a backup of node " + manifest.node());
    }
    if (manifest.form() > LedgerFile.FORM) {
      throw new IOException(
          "This backup was taken by a newer program ("
              + manifest.form()
              + "; this one knows "
              + LedgerFile.FORM
              + "). Restore it with that program");
    }
    requireAge(manifest.taken(), settings);
  }

  private void requireAge(Instant taken, Settings settings) throws IOException {
    Duration age = Duration.between(taken, clock.instant());
    if (age.compareTo(settings.restore().maxAge()) > 0) {
      throw new IOException(
          "This backup is of "
              + taken
              + ", older than restore.maxAge "
              + settings.restore().maxAge()
              + ": partners may no longer hold what it lacks. Take a newer one");
    }
    if (age.plus(ClockSkew.ALLOWED).isNegative()) {
      throw new IOException(
          "This backup is of " + taken + ", which is still to come: set the clock");
    }
  }

  private static void requireWhole(Path folder, Manifest manifest) throws IOException {
    if (!manifest.files().containsKey(Backup.LEDGER)) {
      throw new IOException("This backup holds no ledger");
    }
    for (Map.Entry<String, String> file : manifest.files().entrySet()) {
      Path path = folder.resolve(file.getKey()).normalize();
      if (!path.startsWith(folder.normalize()) || !Files.isRegularFile(path)) {
        throw new IOException("The backup lacks " + file.getKey());
      }
      if (!FileDigest.of(path).equals(file.getValue())) {
        throw new IOException(
            "The backup is damaged: " + file.getKey() + " is not what was backed up. Use another");
      }
    }
  }

  private void putBackMissing(Path folder, Manifest manifest) throws IOException {
    for (String name : manifest.files().keySet()) {
      Path there = home.folder().resolve(name);
      if (!name.equals(Backup.LEDGER) && !Files.exists(there)) {
        Files.createDirectories(there.getParent());
        Files.copy(folder.resolve(name), there, StandardCopyOption.COPY_ATTRIBUTES);
      }
    }
  }

  private Done replace(Path folder, Manifest manifest, LedgerFile ledger) throws IOException {
    long highest = Math.max(manifest.epoch(), epochOfWhatIsThere(ledger));
    Path unfinished = ledger.file().resolveSibling("restoring.db");
    Files.deleteIfExists(unfinished);
    Files.copy(folder.resolve(Backup.LEDGER), unfinished);
    Files.setPosixFilePermissions(unfinished, PosixFilePermissions.fromString("rw-------"));
    long epoch =
        new LedgerFile(unfinished)
            .restored(manifest.taken(), highest, manifest.node(), clock.instant());
    Path aside = moveAside(ledger.file());
    Files.move(unfinished, ledger.file(), StandardCopyOption.ATOMIC_MOVE);
    return new Done(manifest.node(), epoch, manifest.taken(), aside);
  }

  /** It may be damaged, which is why it is being replaced. */
  private static long epochOfWhatIsThere(LedgerFile ledger) {
    try {
      return Files.exists(ledger.file()) ? ledger.about().epoch() : 0;
    } catch (LedgerFailure | LedgerUnavailable damaged) {
      return 0;
    }
  }

  private Path moveAside(Path file) throws IOException {
    Path aside = null;
    String stamp = STAMP.format(clock.instant());
    for (String suffix : new String[] {"-wal", "-shm", ""}) {
      Path part = file.resolveSibling(file.getFileName() + suffix);
      if (Files.exists(part)) {
        Path folder = file.resolveSibling("aside-" + stamp);
        Files.createDirectories(folder);
        aside = folder;
        Files.move(part, folder.resolve(part.getFileName()), StandardCopyOption.ATOMIC_MOVE);
      }
    }
    return aside;
  }
}
