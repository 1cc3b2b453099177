package hutong.schemas.dialects;

import hutong.schemas.RefusedInput;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;

/**
 * Counts what comes out of a workbook's archive, and stops it where it is far more than went in, or
 * where one piece of XML would have to be held in memory whole.
 */
final class XlsxGuard {
  static final int LARGEST = 16 * 1024 * 1024;
  private static final long INFLATED = 512L * 1024 * 1024;
  private static final long HARMLESS = 10L * 1024 * 1024;
  private static final int RATIO = 100;
  private static final int LONGEST_PIECE = 1024 * 1024;

  private final long compressed;
  private long inflated;
  private boolean stopped;

  XlsxGuard(long compressed) {
    this.compressed = compressed;
  }

  boolean stopped() {
    return stopped;
  }

  long inflated() {
    return inflated;
  }

  /** Lets a part through, and a copy of it besides. */
  InputStream watch(InputStream part, boolean xml, OutputStream copy) {
    return new Watched(part, xml, copy);
  }

  static RefusedInput bomb() {
    return TableFaults.refused(
        0,
        "",
        "xlsx-bomb",
        "文件解压后过大,请只保留数据所在的工作表和列,另存为新的 .xlsx。",
        "Unpacked the file is far too large: save only the sheet and columns with data as a new .xlsx.");
  }

  private final class Watched extends InputStream {
    private final InputStream part;
    private final boolean xml;
    private final OutputStream copy;
    private int piece;

    Watched(InputStream part, boolean xml, OutputStream copy) {
      this.part = part;
      this.xml = xml;
      this.copy = copy;
    }

    @Override
    public int read() throws IOException {
      byte[] one = new byte[1];
      return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
    }

    @Override
    public int read(byte[] target, int offset, int length) throws IOException {
      int count = part.read(target, offset, length);
      inflated += Math.max(count, 0);
      for (int i = offset; xml && i < offset + count; i++) {
        piece = target[i] == '<' || target[i] == '>' ? 0 : piece + 1;
        stopped |= piece > LONGEST_PIECE;
      }
      stopped |= inflated > INFLATED || inflated > Math.max(HARMLESS, RATIO * compressed);
      if (stopped) {
        throw new IOException("xlsx-bomb");
      }
      copy.write(target, offset, Math.max(count, 0));
      return count;
    }
  }
}
