package hutong.gateway.dialects;

import hutong.schemas.dialects.Dialect;
import hutong.schemas.dialects.DialectFaults;
import hutong.schemas.dialects.DialectFiles;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Every version of every dialect there is: those that the program brings along, and those that the
 * node was given, which count where both have the same version. Thread-safe.
 */
public final class DialectShelf {
  private final DialectsFolder folder;
  private final DialectFiles reader;
  private final Map<String, Map<String, byte[]>> builtInFiles;
  private final Map<String, BuiltIn> builtIn = new ConcurrentHashMap<>();

  /** One of the two is null. */
  private record BuiltIn(Dialect dialect, String fault) {}

  /**
   * What was taken.
   *
   * @param isNew false if the same version with the same content was here
   */
  public record Taken(Dialect dialect, boolean isNew) {}

  public DialectShelf(DialectsFolder folder, DialectFiles reader) {
    this.folder = folder;
    this.reader = reader;
    try {
      this.builtInFiles = DialectFiles.builtIn();
    } catch (IOException broken) {
      throw new UncheckedIOException(broken);
    }
  }

  DialectsFolder folder() {
    return folder;
  }

  /** All names, in order. */
  public SortedSet<String> names() throws IOException {
    SortedSet<String> names = new TreeSet<>(folder.names());
    names.addAll(builtInFiles.keySet());
    return names;
  }

  /** Of a name; empty for an unknown one. */
  public SortedSet<String> versions(String name) throws IOException {
    SortedSet<String> versions = new TreeSet<>(folder.versions(name));
    builtIn(name).ifPresent(dialect -> versions.add(dialect.heading().version()));
    return versions;
  }

  /** The one of this name that the program brings along, if it does and that can be used. */
  Optional<Dialect> builtIn(String name) {
    return Optional.ofNullable(found(name).dialect());
  }

  /** What is wrong with the one that the program brings along; null if nothing. */
  String builtInFault(String name) {
    return found(name).fault();
  }

  private BuiltIn found(String name) {
    return builtInFiles.containsKey(name)
        ? builtIn.computeIfAbsent(name, this::builtInOf)
        : new BuiltIn(null, null);
  }

  private BuiltIn builtInOf(String name) {
    try {
      return new BuiltIn(reader.read(builtInFiles.get(name)), null);
    } catch (DialectFaults faults) {
      return new BuiltIn(null, faults.getMessage());
    }
  }

  private boolean isBuiltIn(String name, String version) {
    return builtIn(name).filter(each -> each.heading().version().equals(version)).isPresent();
  }

  /**
   * Reads a version from its files.
   *
   * @throws DialectRefused if there is no such version, or it was changed by hand
   */
  public Dialect load(String name, String version) throws IOException, DialectFaults {
    if (!folder.has(name, version) && isBuiltIn(name, version)) {
      return builtIn(name).orElseThrow();
    }
    Dialect found = reader.read(files(name, version));
    Dialect.Heading heading = found.heading();
    if (!heading.name().equals(name) || !heading.version().equals(version)) {
      throw new DialectRefused(
          "What lies at %s@%s says that it is %s".formatted(name, version, heading));
    }
    return found;
  }

  /** The files of a version, by their names. */
  public Map<String, byte[]> files(String name, String version) throws IOException {
    if (folder.has(name, version)) {
      return folder.files(name, version);
    }
    if (!isBuiltIn(name, version)) {
      throw new DialectRefused(
          "There is no %s@%s; versions of this name: %s"
              .formatted(name, version, String.join(" ", versions(name))));
    }
    return builtInFiles.get(name);
  }

  /**
   * Keeps the dialect of a folder; nothing is done with it yet.
   *
   * @throws DialectFaults if anything in it is wrong
   * @throws DialectRefused if there is this version with other content
   */
  public Taken take(Path from) throws IOException, DialectFaults {
    Map<String, byte[]> files = DialectFiles.in(from);
    Dialect dialect = reader.read(files);
    String name = dialect.heading().name();
    String version = dialect.heading().version();
    if (folder.has(name, version) || !isBuiltIn(name, version)) {
      return new Taken(dialect, folder.keep(name, version, files));
    }
    if (!FileSums.same(files, builtInFiles.get(name))) {
      throw new DialectRefused(
          "The program brings along %s with other content: give it a new version"
              .formatted(dialect.heading()));
    }
    return new Taken(dialect, false);
  }
}
