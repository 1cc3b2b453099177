package hutong.gateway.systems;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Holds the registry's file: reads it again whenever it has changed, replaces it whole.
 *
 * <p>A look costs one question to the file system, so that an ended key is refused at once, in
 * every process. A file that can't be read after a change is reported, and the last good reading
 * stands.
 */
final class RegistryFile {

  private static final Logger LOG = LoggerFactory.getLogger(RegistryFile.class);
  private static final long LONGEST = 4 << 20;

  /** What tells one content of the file from the next; an atomic replacement changes them all. */
  private record Stamp(Object fileKey, FileTime modified, long size) {}

  private record Reading(Stamp stamp, Registry registry) {}

  private final Path path;
  private final SystemsJson json = new SystemsJson();
  private volatile Reading reading;

  RegistryFile(Path path) {
    this.path = path;
    this.reading = read(stamp());
  }

  Registry current() {
    Stamp now = stamp();
    Reading last = reading;
    return now.equals(last.stamp()) ? last.registry() : again(now).registry();
  }

  /** Replaces the file by what becomes of its present content; a fault leaves it as it was. */
  synchronized void edit(Function<Registry, List<Registration>> change) {
    Path lock = path.resolveSibling(path.getFileName() + ".lock");
    try (FileChannel channel = open(lock, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        var held = channel.lock()) {
      Registry present = read(stamp()).registry();
      byte[] bytes = json.write(change.apply(present));
      json.read(bytes);
      if (held.isValid()) {
        replace(bytes);
      }
      reading = read(stamp());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private synchronized Reading again(Stamp now) {
    if (now.equals(reading.stamp())) {
      return reading;
    }
    try {
      reading = read(now);
    } catch (IllegalArgumentException | UncheckedIOException e) {
      LOG.error(
          "The registry of local systems can't be read; its last state stands: {}", e.getMessage());
      reading = new Reading(now, reading.registry());
    }
    return reading;
  }

  private void replace(byte[] bytes) throws IOException {
    Path next = path.resolveSibling(path.getFileName() + ".next");
    Files.deleteIfExists(next);
    try (FileChannel out = open(next, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
      ByteBuffer left = ByteBuffer.wrap(bytes);
      while (left.hasRemaining()) {
        out.write(left);
      }
      out.force(true);
    }
    Files.move(next, path, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    try (FileChannel folder = FileChannel.open(path.toAbsolutePath().getParent())) {
      folder.force(true);
    }
  }

  private static FileChannel open(Path file, StandardOpenOption... options) throws IOException {
    return FileChannel.open(
        file,
        Set.of(options),
        PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
  }

  private Reading read(Stamp stamp) {
    try {
      if (stamp.size() > LONGEST) {
        throw new IllegalArgumentException("longer than any registry");
      }
      Registry registry =
          stamp.fileKey() == null && stamp.size() == 0
              ? new Registry(List.of())
              : json.read(Files.readAllBytes(path));
      return new Reading(stamp, registry);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private Stamp stamp() {
    try {
      BasicFileAttributes found = Files.readAttributes(path, BasicFileAttributes.class);
      return new Stamp(found.fileKey(), found.lastModifiedTime(), found.size());
    } catch (NoSuchFileException none) {
      return new Stamp(null, FileTime.fromMillis(0), 0);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
