package hutong.gateway.demo;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;

/** The folder of a demo: a fresh temporary one is deleted in the end, a given one is kept. */
record DemoFolder(Path path, boolean temporary) implements AutoCloseable {

  /**
   * @param given null for a temporary one; otherwise it has to be empty or new
   */
  static DemoFolder of(Path given) throws IOException {
    if (given == null) {
      return new DemoFolder(Files.createTempDirectory("hutong-demo-"), true);
    }
    Path folder = Files.createDirectories(given.toAbsolutePath().normalize());
    try (var entries = Files.list(folder)) {
      if (entries.findAny().isPresent()) {
        throw new IllegalArgumentException("The demo needs a folder that is empty or new");
      }
    }
    return new DemoFolder(folder, false);
  }

  @Override
  public void close() throws IOException {
    if (temporary) {
      Files.walkFileTree(path, new Deleting());
    }
  }

  private static final class Deleting extends SimpleFileVisitor<Path> {
    @Override
    public FileVisitResult visitFile(Path file, BasicFileAttributes attributes)
        throws IOException {
      Files.delete(file);
      return FileVisitResult.CONTINUE;
    }

    @Override
    public FileVisitResult postVisitDirectory(Path folder, IOException fault) throws IOException {
      Files.delete(folder);
      return FileVisitResult.CONTINUE;
    }
  }
}
