package hutong.gateway.places;

import hutong.schemas.DivisionData;
import hutong.schemas.DivisionFaults;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The versions of the tables of divisions that a node was given, each in a folder named like it;
 * the file {@code current} names the one in use. Without that file it is the built-in one.
 */
public final class DivisionsFolder {
  private static final String CURRENT = "current";
  private static final int LONGEST_NAME = 64;

  private final Path folder;

  public DivisionsFolder(Path folder) {
    this.folder = folder;
  }

  /**
   * Reads tables from wherever they are, whole.
   *
   * @throws DivisionFaults if anything in them is wrong
   */
  public static DivisionData read(Path from) throws IOException, DivisionFaults {
    List<byte[]> contents = new ArrayList<>();
    for (String name : DivisionData.FILES) {
      contents.add(bytes(from.resolve(name)));
    }
    return DivisionData.read(contents.get(0), contents.get(1), contents.get(2));
  }

  private static byte[] bytes(Path file) throws IOException {
    if (!Files.isRegularFile(file)) {
      throw new IOException(file + " is not there: a version is made of " + DivisionData.FILES);
    }
    if (Files.size(file) > DivisionData.MOST_BYTES) {
      throw new IOException(file + " is longer than any such table");
    }
    return Files.readAllBytes(file);
  }

  /** Name of the version in use; empty for the built-in one. */
  public Optional<String> current() throws IOException {
    try {
      Path file = folder.resolve(CURRENT);
      if (Files.size(file) > LONGEST_NAME) {
        throw new IOException(file + " names no version");
      }
      return Optional.of(Files.readString(file).strip());
    } catch (NoSuchFileException none) {
      return Optional.empty();
    }
  }

  /** The version of that name, if its files still hold what they held when it was taken. */
  public DivisionData version(String name) throws IOException, DivisionFaults {
    Path from = folder.resolve(name).normalize();
    if (!folder.normalize().equals(from.getParent())) {
      throw new IOException(folder.resolve(CURRENT) + " names no version");
    }
    DivisionData found = read(from);
    if (!found.version().equals(name)) {
      throw new IOException(
          from + " was changed after it was taken: mend a copy, and take that as a new version");
    }
    return found;
  }

  /**
   * Keeps a version and makes it the one in use, on disk when this returns.
   *
   * @throws DivisionFaults if anything in it is wrong; then the present one stays in use
   */
  public DivisionData take(Path from) throws IOException, DivisionFaults {
    DivisionData found = read(from);
    Path to = folder.resolve(found.version());
    if (!Files.isDirectory(to, LinkOption.NOFOLLOW_LINKS)) {
      Files.createDirectories(folder);
      Path next = Files.createTempDirectory(folder, ".taking-");
      for (String name : DivisionData.FILES) {
        Path file = next.resolve(name);
        Files.copy(from.resolve(name), file);
        force(file);
      }
      Files.move(next, to, StandardCopyOption.ATOMIC_MOVE);
    }
    version(found.version());
    Path pointer = folder.resolve(CURRENT + ".next");
    Files.write(pointer, (found.version() + "\n").getBytes(StandardCharsets.UTF_8));
    force(pointer);
    Files.move(
        pointer,
        folder.resolve(CURRENT),
        StandardCopyOption.ATOMIC_MOVE,
        StandardCopyOption.REPLACE_EXISTING);
    force(folder);
    return found;
  }

  /** Goes back to the built-in version; false if it is in use already. */
  public boolean reset() throws IOException {
    return Files.deleteIfExists(folder.resolve(CURRENT));
  }

  private static void force(Path file) throws IOException {
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
      channel.force(true);
    }
  }
}
