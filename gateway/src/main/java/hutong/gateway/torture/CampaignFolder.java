package hutong.gateway.torture;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;

/**
 * A campaign's folder: what its rounds have come to, and the homes of the round under way. A round
 * that was interrupted leaves nothing that counts.
 */
final class CampaignFolder implements AutoCloseable {

  private static final String UNDER_WAY = "under-way";

  private final Path folder;
  private final boolean temporary;
  private final FileChannel channel;
  private boolean kept;

  /**
   * @param given null for a temporary one
   */
  CampaignFolder(Path given) throws IOException {
    temporary = given == null;
    folder =
        temporary
            ? Files.createTempDirectory("hutong-torture-")
            : Files.createDirectories(given.toAbsolutePath().normalize());
    channel =
        FileChannel.open(
            folder.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    FileLock lock = channel.tryLock();
    if (lock == null) {
      channel.close();
      throw new IOException("Another campaign runs in " + folder);
    }
  }

  Totals totals() throws IOException {
    return Totals.read(folder);
  }

  /** An empty folder for the next round; what an interrupted one left is deleted. */
  Path begin() throws IOException {
    Path round = folder.resolve(UNDER_WAY);
    delete(round);
    return Files.createDirectory(round);
  }

  /** Adds up a round that has come to its end. */
  void add(Totals found) throws IOException {
    totals().plus(found).write(folder);
  }

  /** Deletes the homes of the round. */
  void clear() throws IOException {
    delete(folder.resolve(UNDER_WAY));
  }

  /** Keeps the homes of the round, for somebody to look into; returns where. */
  Path keep() throws IOException {
    kept = true;
    int number = 1;
    while (Files.exists(folder.resolve("found-" + number))) {
      number++;
    }
    return Files.move(folder.resolve(UNDER_WAY), folder.resolve("found-" + number));
  }

  @Override
  public void close() {
    try {
      channel.close();
      if (temporary && !kept) {
        delete(folder);
      }
    } catch (IOException fault) {
      throw new UncheckedIOException(fault);
    }
  }

  private static void delete(Path folder) throws IOException {
    if (!Files.exists(folder)) {
      return;
    }
    Files.walkFileTree(
        folder,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes attributes)
              throws IOException {
            Files.delete(file);
            return FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult postVisitDirectory(Path inner, IOException fault)
              throws IOException {
            Files.delete(inner);
            return FileVisitResult.CONTINUE;
          }
        });
  }
}
