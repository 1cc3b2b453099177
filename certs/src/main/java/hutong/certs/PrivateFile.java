package hutong.certs;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;

/**
 * Writes files for their owner alone (0600, in folders 0700), whole or not at all, and reads them
 * bounded.
 */
public final class PrivateFile {

  /** Writes it and syncs it to disk. */
  public static void write(Path file, byte[] bytes) throws IOException {
    Path folder = file.toAbsolutePath().getParent();
    Files.createDirectories(folder, mode("rwx------"));
    Path unfinished = Files.createTempFile(folder, ".new-", "", mode("rw-------"));
    try {
      try (FileChannel channel = FileChannel.open(unfinished, StandardOpenOption.WRITE)) {
        ByteBuffer buffer = ByteBuffer.wrap(bytes);
        while (buffer.hasRemaining()) {
          channel.write(buffer);
        }
        channel.force(true);
      }
      Files.move(unfinished, file, StandardCopyOption.ATOMIC_MOVE);
    } finally {
      Files.deleteIfExists(unfinished);
    }
    try (FileChannel directory = FileChannel.open(folder, Set.of(StandardOpenOption.READ))) {
      directory.force(true);
    }
  }

  static byte[] read(Path file, int bound) throws IOException {
    if (Files.size(file) > bound) {
      throw new IOException(file.getFileName() + " is larger than " + bound + " octets");
    }
    return Files.readAllBytes(file);
  }

  private static FileAttribute<?> mode(String permissions) {
    return PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(permissions));
  }

  private PrivateFile() {}
}
