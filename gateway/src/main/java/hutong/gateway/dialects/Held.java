package hutong.gateway.dialects;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** Keeps other threads and processes off some files until closed, and replaces those files. */
final class Held implements Closeable {
  private static final long LONGEST = TimeUnit.SECONDS.toNanos(30);
  private static final long PAUSE = TimeUnit.MILLISECONDS.toNanos(5);

  private final FileChannel channel;

  private Held(FileChannel channel) {
    this.channel = channel;
  }

  /** Waits for others to be done, though not for ever. */
  static Held by(Path lock) throws IOException {
    FileChannel channel =
        FileChannel.open(lock, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    boolean taken = false;
    try {
      long begun = System.nanoTime();
      taken = taken(channel);
      while (!taken) {
        if (System.nanoTime() - begun > LONGEST) {
          throw new IOException(lock + " is held by another process, and has been for long");
        }
        LockSupport.parkNanos(PAUSE);
        taken = taken(channel);
      }
      return new Held(channel);
    } finally {
      if (!taken) {
        channel.close();
      }
    }
  }

  private static boolean taken(FileChannel channel) throws IOException {
    try {
      return channel.tryLock() != null;
    } catch (OverlappingFileLockException inThisProcess) {
      return false;
    }
  }

  /** Replaces a file whole: on disk when this returns, and nobody ever reads half of it. */
  void replace(Path file, byte[] bytes) throws IOException {
    Path next = file.resolveSibling(file.getFileName() + ".next");
    Files.deleteIfExists(next);
    write(next, bytes);
    move(next, file);
  }

  /** Gives a file or folder its name, in place of what has it. */
  void move(Path from, Path to) throws IOException {
    if (!channel.isOpen()) {
      throw new IllegalStateException("nothing is held any more");
    }
    Files.move(from, to, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    force(to.toAbsolutePath().getParent());
  }

  /** Writes a file that is not there yet. */
  static void write(Path file, byte[] bytes) throws IOException {
    try (FileChannel out =
        FileChannel.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
      ByteBuffer left = ByteBuffer.wrap(bytes);
      while (left.hasRemaining()) {
        out.write(left);
      }
      out.force(true);
    }
  }

  static void force(Path folder) throws IOException {
    try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
      channel.force(true);
    }
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }
}
