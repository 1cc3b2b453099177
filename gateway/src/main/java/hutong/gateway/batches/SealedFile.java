package hutong.gateway.batches;

import hutong.certs.PayloadVault;
import hutong.certs.Untrusted;
import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;

/**
 * A file of any length, encrypted piece by piece: each under a key of its own, bound to the file's
 * name, its place, and whether it is the last, so that none can be swapped, left out or cut off.
 */
final class SealedFile {

  private static final int PIECE = 64 << 10;

  private final Path path;
  private final PayloadVault vault;
  private final String name;

  /**
   * @param name what it belongs to
   */
  SealedFile(Path path, PayloadVault vault, String name) {
    this.path = path;
    this.vault = vault;
    this.name = name;
  }

  Path path() {
    return path;
  }

  private byte[] associated(long number, boolean last) {
    return ("batch|" + name + "|" + number + "|" + (last ? "last" : "more"))
        .getBytes(StandardCharsets.UTF_8);
  }

  /** Begins it anew; it is whole, and on disk, once that is closed. */
  OutputStream write() throws IOException {
    return new Writing();
  }

  /** Reads it; throws if it is not whole, or not what was written. */
  InputStream read() throws IOException {
    return new Reading();
  }

  private final class Writing extends OutputStream {
    private final FileOutputStream file = new FileOutputStream(path.toFile());
    private final DataOutputStream out = new DataOutputStream(new BufferedOutputStream(file));
    private final byte[] piece = new byte[PIECE];
    private int filled;
    private long number;
    private boolean closed;

    private Writing() throws IOException {}

    @Override
    public void write(int octet) throws IOException {
      write(new byte[] {(byte) octet}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int from, int length) throws IOException {
      int at = from;
      int left = length;
      while (left > 0) {
        if (filled == PIECE) {
          put(false);
        }
        int part = Math.min(left, PIECE - filled);
        System.arraycopy(bytes, at, piece, filled, part);
        filled += part;
        at += part;
        left -= part;
      }
    }

    private void put(boolean last) throws IOException {
      byte[] plain = Arrays.copyOf(piece, filled);
      byte[] sealed = vault.encrypt(plain, associated(number++, last));
      out.writeInt(last ? -sealed.length : sealed.length);
      out.write(sealed);
      filled = 0;
    }

    @Override
    public void close() throws IOException {
      if (closed) {
        return;
      }
      closed = true;
      try (file) {
        put(true);
        out.flush();
        file.getFD().sync();
      }
    }
  }

  private final class Reading extends InputStream {
    private final DataInputStream in =
        new DataInputStream(new BufferedInputStream(Files.newInputStream(path)));
    private byte[] piece = new byte[0];
    private int at;
    private long number;
    private boolean last;

    private Reading() throws IOException {}

    @Override
    public int read() throws IOException {
      byte[] one = new byte[1];
      return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
    }

    @Override
    public int read(byte[] into, int from, int length) throws IOException {
      if (length == 0) {
        return 0;
      }
      while (at == piece.length) {
        if (last) {
          return -1;
        }
        next();
      }
      int part = Math.min(length, piece.length - at);
      System.arraycopy(piece, at, into, from, part);
      at += part;
      return part;
    }

    private void next() throws IOException {
      try {
        int length = in.readInt();
        last = length < 0;
        int size = Math.abs(length);
        if (size > PIECE + PayloadVault.OVERHEAD) {
          throw new Unreadable("a kept file is not as it was written", null);
        }
        byte[] sealed = new byte[size];
        in.readFully(sealed);
        piece = vault.decrypt(sealed, associated(number++, last));
        at = 0;
      } catch (EOFException cut) {
        throw new Unreadable("a kept file was cut off", cut);
      } catch (Untrusted changed) {
        throw new Unreadable("a kept file is not as it was written", changed);
      }
    }

    @Override
    public void close() throws IOException {
      in.close();
    }
  }
}
