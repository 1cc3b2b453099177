package hutong.gateway.dialects;

import hutong.schemas.dialects.DialectFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The versions of dialects that a node was given: {@code <name>/<version>/} with the files, and
 * beside it {@code <version>.sha256}, by which a change by hand is noticed.
 */
public final class DialectsFolder {
  private static final Pattern NAME = Pattern.compile("[a-z0-9-]{2,40}");

  /** Begins so that it leads nowhere else, and ends unlike what lies beside a version. */
  private static final Pattern VERSION =
      Pattern.compile("(?!.*\\.(sha256|json|lock|next)$)[A-Za-z0-9][A-Za-z0-9.-]{0,19}");

  /** {@code sha256sum} writes such names in a way of its own. */
  private static final Pattern ODD_FILE = Pattern.compile(".*[\\p{Cntrl}\\\\].*", Pattern.DOTALL);

  private static final int LONGEST_SUMS = 1 << 16;

  private final Path folder;

  public DialectsFolder(Path folder) {
    this.folder = folder;
  }

  /** Where it is written which version is live from when. */
  Path schedule() {
    return folder.resolve("schedule.json");
  }

  /** What a version did as shadow. */
  Path shadow(String name, String version) throws DialectRefused {
    return beside(name, version, ".shadow.json");
  }

  /** Dialects of which a version was taken. */
  List<String> names() throws IOException {
    return folders(folder, NAME.asMatchPredicate());
  }

  public List<String> versions(String name) throws IOException {
    return folders(of(name), VERSION.asMatchPredicate());
  }

  boolean has(String name, String version) throws IOException {
    return Files.isDirectory(at(name, version), LinkOption.NOFOLLOW_LINKS);
  }

  /**
   * The files of a version, if they still hold what they held when it was taken.
   *
   * @throws DialectRefused if not, with what to do
   */
  public Map<String, byte[]> files(String name, String version) throws IOException {
    Path from = at(name, version);
    Map<String, byte[]> files = DialectFiles.in(from);
    if (!FileSums.of(version, files).equals(sums(name, version))) {
      throw new DialectRefused(
          from
              + " is not what was taken: take its files as another version, or take the original"
              + " ones again, which puts them back");
    }
    return files;
  }

  /**
   * Keeps a version, on disk when this returns. One that was changed by hand is put back.
   *
   * @return false if the same files were here already
   * @throws DialectRefused if this version was taken with other files
   */
  boolean keep(String name, String version, Map<String, byte[]> files) throws IOException {
    Path to = at(name, version);
    for (String file : files.keySet()) {
      if (ODD_FILE.matcher(file).matches()) {
        throw new DialectRefused("A file of a dialect has a plain name: none of those in " + to);
      }
    }
    Files.createDirectories(of(name));
    String sums = FileSums.of(version, files);
    try (Held held = Held.by(of(name).resolve(".lock"))) {
      boolean here = has(name, version);
      if (here && !sums.equals(sums(name, version))) {
        throw new DialectRefused(
            "%s@%s was taken with other content: give it a new version".formatted(name, version));
      }
      if (here && intact(name, version)) {
        return false;
      }
      Path next = Files.createTempDirectory(of(name), ".taking-");
      for (Map.Entry<String, byte[]> file : files.entrySet()) {
        Held.write(next.resolve(file.getKey()), file.getValue());
      }
      Held.force(next);
      held.replace(beside(name, version, ".sha256"), FileSums.bytes(sums));
      if (here) {
        held.move(to, Files.createTempDirectory(of(name), ".changed-"));
      }
      held.move(next, to);
      return !here;
    }
  }

  private boolean intact(String name, String version) {
    try {
      return !files(name, version).isEmpty();
    } catch (IOException changed) {
      return false;
    }
  }

  private String sums(String name, String version) throws IOException {
    Path file = beside(name, version, ".sha256");
    try {
      return Files.size(file) > LONGEST_SUMS ? "" : Files.readString(file);
    } catch (NoSuchFileException none) {
      throw new DialectRefused(
          at(name, version) + " was put there by hand: move it away, and take it as a dialect");
    }
  }

  private Path at(String name, String version) throws DialectRefused {
    return beside(name, version, "");
  }

  private Path beside(String name, String version, String ending) throws DialectRefused {
    if (!VERSION.matcher(version).matches()) {
      throw new DialectRefused(
          "A version is 1 to 20 of letters, digits, point and hyphen, begins with a letter or"
              + " digit, and does not end like a file (.sha256, .json, .lock, .next)");
    }
    return of(name).resolve(version + ending);
  }

  private Path of(String name) throws DialectRefused {
    if (!NAME.matcher(name).matches()) {
      throw new DialectRefused("A dialect's name is 2 to 40 of a-z, 0-9 and hyphen");
    }
    return folder.resolve(name);
  }

  private static List<String> folders(Path in, Predicate<String> named) throws IOException {
    if (!Files.isDirectory(in)) {
      return List.of();
    }
    try (Stream<Path> inside = Files.list(in)) {
      return inside
          .filter(each -> Files.isDirectory(each, LinkOption.NOFOLLOW_LINKS))
          .map(each -> each.getFileName().toString())
          .filter(named)
          .sorted()
          .toList();
    }
  }
}
