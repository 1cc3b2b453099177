package hutong.schemas.dialects;

import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;

/** Takes bytes apart into lines that end with LF or CRLF; never keeps more than one of them. */
final class ByteLines {
  private final InputStream in;
  private final int longest;
  private final byte[] buffer = new byte[64 * 1024];
  private byte[] line = new byte[1024];
  private int length;
  private int at;
  private int end;
  private int row;
  private boolean tooLong;

  ByteLines(InputStream in, int longest) {
    this.in = in;
    this.longest = longest;
  }

  /** The next line without its end, or the beginning of one that is too long; null at the end. */
  byte[] next() throws IOException {
    length = 0;
    tooLong = false;
    boolean any = false;
    while (true) {
      if (at == end && !fill()) {
        return any ? taken() : null;
      }
      if (!any) {
        any = true;
        row++;
      }
      int from = at;
      while (at < end && buffer[at] != '\n') {
        at++;
      }
      keep(from);
      if (at < end) {
        at++;
        return taken();
      }
    }
  }

  private boolean fill() throws IOException {
    at = 0;
    end = 0;
    int count;
    do {
      count = in.read(buffer, 0, buffer.length);
    } while (count == 0);
    end = Math.max(count, 0);
    return count > 0;
  }

  private void keep(int from) {
    int count = Math.min(at - from, longest + 2 - length);
    if (length + count > line.length) {
      line = Arrays.copyOf(line, Math.max(length + count, 2 * line.length));
    }
    System.arraycopy(buffer, from, line, length, count);
    length += count;
  }

  private byte[] taken() {
    if (length > 0 && line[length - 1] == '\r') {
      length--;
    }
    tooLong = length > longest;
    return Arrays.copyOf(line, Math.min(length, longest));
  }

  /** Counted from 1, of the line last taken. */
  int row() {
    return row;
  }

  /** Whether the line last taken was longer than allowed; the rest of it was passed over. */
  boolean tooLong() {
    return tooLong;
  }
}
