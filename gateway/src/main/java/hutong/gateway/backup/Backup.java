package hutong.gateway.backup;

import hutong.certs.KeyedIndex;
import hutong.certs.NodeKeys;
import hutong.certs.PrivateFile;
import hutong.certs.Secret;
import hutong.gateway.ledger.LedgerFile;
import hutong.gateway.node.Home;
import hutong.gateway.settings.Settings;
import hutong.gateway.settings.SettingsFaults;
import hutong.gateway.settings.SettingsFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * Takes a node's data while it runs: the ledger as of one instant, the settings, the directories,
 * the tables of divisions, the dialects, the local systems. Not the broker's journal, which only
 * carries, and not the keys and the secret, which are for another place than the data that they
 * open.
 */
public final class Backup {

  static final String LEDGER = "ledger.db";
  static final String DIRECTORY = "directory";

  private final Home home;
  private final Map<String, String> environment;
  private final Clock clock;

  public Backup(Home home, Map<String, String> environment, Clock clock) {
    this.home = home;
    this.environment = environment;
    this.clock = clock;
  }

  /** What was taken. */
  public record Taken(String node, long epoch, Instant at, long bytes) {}

  /**
   * Writes it into a folder that is new or empty, and examines the whole of the ledger's copy.
   *
   * @throws IOException also if the copy is damaged: what was written stays, without a manifest
   */
  public Taken take(Path folder) throws IOException, SettingsFaults {
    Settings settings = new SettingsFile().read(home.folder(), environment);
    requireFile(settings);
    makeEmpty(folder);
    Instant at = clock.instant().truncatedTo(ChronoUnit.MILLIS);
    LedgerFile copy = new LedgerFile(folder.resolve(LEDGER));
    new LedgerFile(home.ledger()).copyTo(copy.file());
    Files.setPosixFilePermissions(copy.file(), PosixFilePermissions.fromString("rw-------"));
    take(home.folder().resolve(SettingsFile.NAME), folder.resolve(SettingsFile.NAME));
    take(home.systems(), folder.resolve(home.systems().getFileName()));
    takeAll(home.directory(), folder.resolve(DIRECTORY));
    takeVersions(home.divisions(), folder.resolve(home.divisions().getFileName()));
    takeVersions(home.dialects(), folder.resolve(home.dialects().getFileName()));
    List<String> damage = copy.damage();
    if (!damage.isEmpty()) {
      throw new IOException("The ledger is damaged, this is no backup: " + damage.get(0));
    }
    LedgerFile.About about = copy.about();
    Map<String, String> files = new TreeMap<>();
    for (Path file : files(folder)) {
      files.put(folder.relativize(file).toString(), FileDigest.of(file));
    }
    new Manifest(settings.node(), about.epoch(), at, about.form(), about.heads(), files)
        .write(folder, key(home, environment));
    return new Taken(settings.node(), about.epoch(), at, Files.size(copy.file()));
  }

  /** Writes the keys, the secret and the register of erasures into a folder of their own. */
  public void takeKeys(Path folder) throws IOException {
    makeEmpty(folder);
    takeAll(home.keys(), folder.resolve("keys"));
    take(home.erasures(), folder.resolve(home.erasures().getFileName()));
    Path secret = home.folder().resolve("secret");
    if (Files.exists(secret)) {
      take(secret, folder.resolve("secret"));
    }
  }

  static void requireFile(Settings settings) throws IOException {
    if (!settings.ledger().url().isEmpty()) {
      throw new IOException(
          "This ledger is in PostgreSQL: back it up with pg_dump or pg_basebackup, restore it with"
              + " the same, then run `hutong restore --epoch-only --point INSTANT`, the time of"
              + " that backup, before the node starts");
    }
  }

  /** Under which a backup's manifest is sealed. */
  static KeyedIndex key(Home home, Map<String, String> environment) throws IOException {
    if (!NodeKeys.exist(home.keys())) {
      throw new IOException(
          "There are no keys in " + home.folder() + "; put the node's keys and secret there first");
    }
    Secret secret = home.secret(environment);
    return new KeyedIndex(secret.key("backup"));
  }

  static List<Path> files(Path folder) throws IOException {
    try (Stream<Path> all = Files.walk(folder)) {
      return all.filter(Files::isRegularFile).sorted().toList();
    }
  }

  private static void makeEmpty(Path folder) throws IOException {
    Files.createDirectories(
        folder, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
    try (Stream<Path> there = Files.list(folder)) {
      if (there.findAny().isPresent()) {
        throw new IOException(folder + " is not empty; name a new folder");
      }
    }
    Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwx------"));
  }

  private static void takeAll(Path from, Path to) throws IOException {
    if (!Files.isDirectory(from)) {
      return;
    }
    try (Stream<Path> all = Files.list(from)) {
      for (Path file : all.filter(Files::isRegularFile).sorted().toList()) {
        take(file, to.resolve(file.getFileName()));
      }
    }
  }

  /** The version in use is named first, so that it is among those taken after it. */
  private static void takeVersions(Path from, Path to) throws IOException {
    takeAll(from, to);
    if (Files.isDirectory(from)) {
      try (Stream<Path> versions = Files.list(from)) {
        for (Path version : versions.filter(Files::isDirectory).sorted().toList()) {
          takeVersions(version, to.resolve(version.getFileName()));
        }
      }
    }
  }

  private static void take(Path from, Path to) throws IOException {
    if (Files.exists(from)) {
      PrivateFile.write(to, Files.readAllBytes(from));
    }
  }
}
