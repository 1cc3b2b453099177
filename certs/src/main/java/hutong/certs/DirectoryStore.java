package hutong.certs;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.time.Instant;
import java.util.Arrays;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.TreeSet;

/**
 * Keeps every version of the directory in a folder and takes only newer ones, so that nobody can
 * bring an old one back; old ones stay, so that evidence can be verified as of its time.
 */
public final class DirectoryStore {

  private final Path folder;
  private final X509Certificate root;
  private final Suites suites;
  private volatile Directory current;

  private DirectoryStore(Path folder, X509Certificate root, Suites suites) {
    this.folder = folder;
    this.root = root;
    this.suites = suites;
  }

  /** Opens the folder and verifies the newest version in it; it may have expired meanwhile. */
  public static DirectoryStore open(Path folder, X509Certificate root, Suites suites)
      throws IOException, Untrusted {
    DirectoryStore store = new DirectoryStore(folder, root, suites);
    NavigableSet<Long> versions = store.versions();
    if (!versions.isEmpty()) {
      store.current = store.load(versions.last());
    }
    return store;
  }

  /**
   * The newest version in the folder if it is newer than that one; nothing else is read, so to look
   * costs the same however large the directory is.
   */
  public static Optional<Directory> newer(
      Path folder, Directory than, X509Certificate root, Suites suites)
      throws IOException, Untrusted {
    DirectoryStore store = new DirectoryStore(folder, root, suites);
    NavigableSet<Long> versions = store.versions();
    return versions.isEmpty() || versions.last() <= than.version()
        ? Optional.empty()
        : Optional.of(store.load(versions.last()));
  }

  /** The newest version held. */
  public Optional<Directory> current() {
    return Optional.ofNullable(current);
  }

  /** A version held, current or old, verified as of when it was issued. */
  public Optional<Directory> version(long version) throws IOException, Untrusted {
    Directory now = current;
    if (now != null && now.version() == version) {
      return Optional.of(now);
    }
    return Files.exists(file(version)) ? Optional.of(load(version)) : Optional.empty();
  }

  /**
   * The version that was in force then: of those issued by that time the newest. Empty if none is
   * held, or if it had expired.
   *
   * @throws Untrusted if a stored version does not verify as of its own time
   */
  public Optional<Directory> at(Instant then) throws IOException, Untrusted {
    for (long each : versions().descendingSet()) {
      Directory directory = version(each).orElseThrow();
      if (!directory.issued().isAfter(then)) {
        return directory.expiredAt(then) ? Optional.empty() : Optional.of(directory);
      }
    }
    return Optional.empty();
  }

  /**
   * Takes a signed directory if it verifies and is newer than the one held.
   *
   * @return true if it is current now; false if it is the very one held
   * @throws Untrusted if it does not verify, or if the one held revokes who signed it
   * @throws StaleDirectory if it is older, or another of the same version
   */
  public synchronized boolean accept(byte[] signed, Clock clock)
      throws IOException, Untrusted, StaleDirectory {
    Directory offered = Directory.verify(signed, root, clock, suites);
    Directory held = current;
    if (held != null) {
      if (Arrays.equals(held.signed(), signed)) {
        return false;
      }
      if (offered.version() <= held.version()) {
        throw new StaleDirectory(offered.version(), held.version());
      }
      held.verified().check(offered.verified());
    }
    PrivateFile.write(file(offered.version()), signed);
    current = offered;
    return true;
  }

  /** All versions held. */
  public NavigableSet<Long> versions() throws IOException {
    NavigableSet<Long> versions = new TreeSet<>();
    if (Files.isDirectory(folder)) {
      try (DirectoryStream<Path> files = Files.newDirectoryStream(folder, "directory-*.cms")) {
        for (Path file : files) {
          String name = file.getFileName().toString();
          String digits = name.substring("directory-".length(), name.length() - ".cms".length());
          if (!digits.isEmpty()
              && digits.length() < 19
              && digits.chars().allMatch(c -> c >= '0' && c <= '9')) {
            versions.add(Long.parseLong(digits));
          }
        }
      }
    }
    return versions;
  }

  private Directory load(long version) throws IOException, Untrusted {
    byte[] signed = PrivateFile.read(file(version), 2 * DirectoryJson.MAX_BYTES);
    Directory directory = Directory.verifyHeld(signed, root, suites);
    if (directory.version() != version) {
      throw Untrusted.malformed("a stored directory under another version's name");
    }
    return directory;
  }

  private Path file(long version) {
    return folder.resolve("directory-" + version + ".cms");
  }
}
