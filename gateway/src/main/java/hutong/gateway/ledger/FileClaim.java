package hutong.gateway.ledger;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** Keeps a second process off a ledger in a file, which belongs to one; the system frees it. */
final class FileClaim implements Place {
  private final FileChannel channel;

  FileClaim(Path file) {
    try {
      channel =
          FileChannel.open(
              file.resolveSibling(file.getFileName() + ".lock"),
              StandardOpenOption.CREATE,
              StandardOpenOption.WRITE);
      if (!taken()) {
        channel.close();
        throw new LedgerFailure(
            "another process runs on this ledger; several share one only on PostgreSQL");
      }
    } catch (IOException unusable) {
      throw new LedgerFailure("the ledger's folder can't be written", unusable);
    }
  }

  private boolean taken() throws IOException {
    try {
      return channel.tryLock() != null;
    } catch (OverlappingFileLockException inThisProcess) {
      return false;
    }
  }

  @Override
  public Slice slice() {
    return Slice.WHOLE;
  }

  @Override
  public void close() {
    try {
      channel.close();
    } catch (IOException unexpected) {
      throw new UncheckedIOException(unexpected);
    }
  }
}
