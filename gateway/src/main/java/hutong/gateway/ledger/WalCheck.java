package hutong.gateway.ledger;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * Looks for damage in SQLite's write-ahead log before SQLite opens it: SQLite takes the first frame
 * that does not fit for the end, and would forget every commit behind it without a word.
 *
 * <p>Every commit is synced before the next begins, so a crash leaves at most one that is not
 * whole, and nobody was told of that one. Two commits behind a frame that does not fit are damage.
 *
 * <p>Format: "The WAL File Format", sqlite.org/fileformat2.html, section 4.
 */
final class WalCheck {
  private static final int MAGIC = 0x377f0682;
  private static final int HEADER = 32;
  private static final int FRAME_HEADER = 24;

  private final Path file;
  private ByteOrder order;
  private int sum1;
  private int sum2;

  private WalCheck(Path file) {
    this.file = file;
  }

  /**
   * Returns if the log beside this database is whole.
   *
   * @throws LedgerFailure names the file and the place that is damaged
   */
  static void check(Path database) {
    Path file = database.resolveSibling(database.getFileName() + "-wal");
    try {
      if (Files.exists(file) && Files.size(file) > HEADER) {
        new WalCheck(file).run();
      }
    } catch (IOException unreadable) {
      throw new LedgerFailure("the ledger's log " + file + " cannot be read", unreadable);
    }
  }

  private void run() throws IOException {
    try (FileChannel in = FileChannel.open(file, StandardOpenOption.READ)) {
      ByteBuffer header = read(in, 0, HEADER);
      int magic = header.getInt(0);
      order = (magic & 1) == 1 ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN;
      add(header, 0, HEADER - 8);
      if ((magic & ~1) != MAGIC || header.getInt(24) != sum1 || header.getInt(28) != sum2) {
        throw damaged(0);
      }
      frames(in, header.getInt(8), header.getLong(16));
    }
  }

  private void frames(FileChannel in, int pageSize, long salt) throws IOException {
    int size = FRAME_HEADER + pageSize;
    long bad = -1;
    int commitsBehind = 0;
    for (long at = HEADER; at + size <= in.size(); at += size) {
      ByteBuffer frame = read(in, at, size);
      boolean commit = frame.getInt(4) != 0;
      boolean ours = frame.getLong(8) == salt;
      if (bad < 0 && ours && fits(frame, size)) {
        continue;
      }
      if (bad < 0) {
        bad = at;
      }
      if (ours && commit && ++commitsBehind > 1) {
        throw damaged(bad);
      }
    }
  }

  private boolean fits(ByteBuffer frame, int size) {
    add(frame, 0, 8);
    add(frame, FRAME_HEADER, size - FRAME_HEADER);
    return frame.getInt(16) == sum1 && frame.getInt(20) == sum2;
  }

  private void add(ByteBuffer bytes, int from, int length) {
    ByteBuffer words = bytes.duplicate().order(order);
    for (int at = from; at < from + length; at += 8) {
      sum1 += words.getInt(at) + sum2;
      sum2 += words.getInt(at + 4) + sum1;
    }
  }

  private static ByteBuffer read(FileChannel in, long at, int size) throws IOException {
    ByteBuffer buffer = ByteBuffer.allocate(size);
    int read = 0;
    while (buffer.hasRemaining() && read >= 0) {
      read = in.read(buffer, at + buffer.position());
    }
    return buffer.flip();
  }

  private LedgerFailure damaged(long at) {
    return new LedgerFailure(
        "the ledger's log "
            + file
            + " is damaged at byte "
            + at
            + ": commits behind it would be lost. Keep the folder as it is and restore a backup");
  }
}
