package hutong.gateway.batches;

import hutong.certs.PayloadVault;
import hutong.certs.Untrusted;
import java.io.BufferedInputStream;
import java.io.ByteArrayInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;

/**
 * A file that grows piece by piece, each encrypted by itself and bound to the file's name and its
 * place. What a crash tore off at the end is cut away when it is opened again.
 */
final class GrowingFile implements AutoCloseable {

  private static final int PIECE = 64 << 10;

  private final RandomAccessFile file;
  private final PayloadVault vault;
  private final String name;
  private final byte[] piece = new byte[PIECE];
  private int filled;
  private long length;

  private GrowingFile(RandomAccessFile file, PayloadVault vault, String name) {
    this.file = file;
    this.vault = vault;
    this.name = name;
  }

  /**
   * Opens it at its end, made if it is not there.
   *
   * @param name what it belongs to
   */
  static GrowingFile open(Path path, PayloadVault vault, String name) throws IOException {
    GrowingFile opened = new GrowingFile(new RandomAccessFile(path.toFile(), "rw"), vault, name);
    try {
      opened.length = opened.whole();
      return opened;
    } catch (IOException | RuntimeException fault) {
      opened.file.close();
      throw fault;
    }
  }

  /** Goes to the end of the last piece that is whole, and cuts off what is behind. */
  private long whole() throws IOException {
    long octets = 0;
    long at = 0;
    long size = file.length();
    while (at + Integer.BYTES <= size) {
      file.seek(at);
      int sealed = file.readInt();
      boolean sound = sealed > PayloadVault.OVERHEAD && sealed <= PIECE + PayloadVault.OVERHEAD;
      if (!sound || at + Integer.BYTES + sealed > size) {
        break;
      }
      at += Integer.BYTES + sealed;
      octets += sealed - PayloadVault.OVERHEAD;
    }
    file.setLength(at);
    file.seek(at);
    return octets;
  }

  /** Octets that are in it, of those that were written out. */
  long length() {
    return length;
  }

  void write(byte[] octets, int from, int count) throws IOException {
    int at = from;
    int left = count;
    while (left > 0) {
      int part = Math.min(left, PIECE - filled);
      System.arraycopy(octets, at, piece, filled, part);
      filled += part;
      at += part;
      left -= part;
      if (filled == PIECE) {
        put();
      }
    }
  }

  private void put() throws IOException {
    byte[] sealed = vault.encrypt(Arrays.copyOf(piece, filled), associated(name, length));
    ByteBuffer out = ByteBuffer.allocate(Integer.BYTES + sealed.length);
    long end = file.getFilePointer();
    try {
      file.write(out.putInt(sealed.length).put(sealed).array());
    } catch (IOException full) {
      // What is torn must not stand before what comes next.
      filled = 0;
      file.setLength(end);
      file.seek(end);
      throw full;
    }
    length += filled;
    filled = 0;
  }

  /** On disk afterwards, all of it. */
  void sync() throws IOException {
    if (filled > 0) {
      put();
    }
    file.getFD().sync();
  }

  @Override
  public void close() throws IOException {
    file.close();
  }

  private static byte[] associated(String name, long at) {
    return ("upload|" + name + "|" + at).getBytes(StandardCharsets.UTF_8);
  }

  /** All that is in it; throws if it is not what was written. */
  static InputStream read(Path path, PayloadVault vault, String name) throws IOException {
    return new Reading(path, vault, name);
  }

  private static final class Reading extends InputStream {
    private final DataInputStream in;
    private final PayloadVault vault;
    private final String name;
    private long left;
    private long at;
    private ByteArrayInputStream piece = new ByteArrayInputStream(new byte[0]);

    private Reading(Path path, PayloadVault vault, String name) throws IOException {
      this.in = new DataInputStream(new BufferedInputStream(Files.newInputStream(path)));
      this.left = Files.size(path);
      this.vault = vault;
      this.name = name;
    }

    @Override
    public int read() throws IOException {
      byte[] one = new byte[1];
      return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
    }

    @Override
    public int read(byte[] into, int from, int length) throws IOException {
      while (piece.available() == 0) {
        if (left == 0) {
          return -1;
        }
        next();
      }
      return piece.read(into, from, length);
    }

    private void next() throws IOException {
      int size = in.readInt();
      if (size <= PayloadVault.OVERHEAD || size > PIECE + PayloadVault.OVERHEAD) {
        throw new Unreadable("an upload is not as it was written", null);
      }
      byte[] sealed = new byte[size];
      in.readFully(sealed);
      left -= Integer.BYTES + size;
      try {
        byte[] plain = vault.decrypt(sealed, associated(name, at));
        at += plain.length;
        piece = new ByteArrayInputStream(plain);
      } catch (Untrusted changed) {
        throw new Unreadable("an upload is not as it was written", changed);
      }
    }

    @Override
    public void close() throws IOException {
      in.close();
    }
  }
}
