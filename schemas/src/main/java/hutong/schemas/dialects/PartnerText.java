package hutong.schemas.dialects;

import static java.nio.charset.StandardCharsets.UTF_16BE;
import static java.nio.charset.StandardCharsets.UTF_16LE;
import static java.nio.charset.StandardCharsets.UTF_8;

import hutong.schemas.RefusedInput;
import hutong.schemas.Violation;
import java.io.IOException;
import java.io.InputStream;
import java.io.Reader;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.util.Optional;

/**
 * Turns a partner's bytes into text, whatever their length: a byte order mark decides, else strict
 * UTF-8 where it fits, else GB 18030.
 *
 * <p>Nothing has to be decided while only ASCII comes. At the first other byte the next 64 KB are
 * looked at: if they are not UTF-8 throughout, all the rest is GB 18030.
 */
final class PartnerText extends Reader {
  static final Charset GB18030 = Charset.forName("GB18030");
  private static final int WINDOW = 64 * 1024;
  private static final int NOTHING = -1;

  private final InputStream in;
  private final ByteBuffer bytes = ByteBuffer.allocate(WINDOW).limit(0);
  private final LineEnds lineEnds = new LineEnds();
  private CharsetDecoder decoder;
  private int held = NOTHING;
  private boolean begun;
  private boolean ended;
  private boolean drained;

  PartnerText(InputStream in) {
    this.in = in;
  }

  /** The whole of a document that is read as a tree. */
  static String decode(byte[] document) throws RefusedInput {
    ByteBuffer bytes = ByteBuffer.wrap(document);
    Charset marked = mark(bytes);
    try {
      if (marked != null) {
        return marked.newDecoder().decode(bytes).toString();
      }
      return (utf8(bytes.slice(), true) ? UTF_8 : GB18030).newDecoder().decode(bytes).toString();
    } catch (CharacterCodingException e) {
      throw TableFaults.refused(undecodable(0));
    }
  }

  /** A warning, if what was read so far has lines that end in different ways outside quotes. */
  Optional<Violation> mixedLineEnds() {
    return lineEnds.mixed();
  }

  /**
   * Reads.
   *
   * @throws GarbledText if the bytes are not text in the charset found
   */
  @Override
  public int read(char[] target, int offset, int length) throws IOException {
    if (length == 0) {
      return 0;
    }
    if (held != NOTHING) {
      target[offset] = (char) held;
      held = NOTHING;
      return 1;
    }
    return length == 1 ? readOne(target, offset) : readSome(target, offset, length);
  }

  private int readSome(char[] target, int offset, int length) throws IOException {
    begin();
    CharBuffer out = CharBuffer.wrap(target, offset, length).slice();
    while (out.position() == 0 && !drained) {
      if (decoder == null) {
        ascii(out);
      } else {
        decodeInto(out);
      }
    }
    lineEnds.pass(target, offset, offset + out.position());
    return out.position() == 0 ? -1 : out.position();
  }

  /** A character beyond the BMP needs room for two. */
  private int readOne(char[] target, int offset) throws IOException {
    char[] two = new char[2];
    int count = readSome(two, 0, 2);
    target[offset] = two[0];
    held = count == 2 ? two[1] : NOTHING;
    return count < 0 ? -1 : 1;
  }

  private void begin() throws IOException {
    if (!begun) {
      begun = true;
      fill();
      Charset marked = mark(bytes);
      decoder = marked == null ? null : marked.newDecoder();
    }
  }

  private void ascii(CharBuffer out) throws IOException {
    if (!bytes.hasRemaining()) {
      fill();
      drained = !bytes.hasRemaining();
    }
    while (bytes.hasRemaining() && out.hasRemaining()) {
      byte next = bytes.get(bytes.position());
      if (next < 0) {
        fill();
        decoder = (utf8(bytes.slice(), ended) ? UTF_8 : GB18030).newDecoder();
        return;
      }
      out.put((char) next);
      bytes.get();
    }
  }

  private void decodeInto(CharBuffer out) throws IOException {
    CoderResult result = decoder.decode(bytes, out, ended);
    if (result.isError() && out.position() > 0) {
      return;
    }
    if (result.isError()) {
      throw new GarbledText(
          decoder.charset().equals(UTF_8)
              ? mixedCharsets(lineEnds.line())
              : undecodable(lineEnds.line()));
    }
    if (result.isUnderflow()) {
      drained = ended;
      fill();
    }
  }

  private void fill() throws IOException {
    bytes.compact();
    while (!ended && bytes.hasRemaining()) {
      int count = in.read(bytes.array(), bytes.position(), bytes.remaining());
      if (count < 0) {
        ended = true;
      } else {
        bytes.position(bytes.position() + count);
      }
    }
    bytes.flip();
  }

  private static Charset mark(ByteBuffer bytes) {
    if (starts(bytes, 0xEF, 0xBB, 0xBF)) {
      bytes.position(3);
      return UTF_8;
    }
    if (starts(bytes, 0xFF, 0xFE) || starts(bytes, 0xFE, 0xFF)) {
      boolean little = bytes.get(0) == (byte) 0xFF;
      bytes.position(2);
      return little ? UTF_16LE : UTF_16BE;
    }
    return null;
  }

  private static boolean starts(ByteBuffer bytes, int... mark) {
    for (int i = 0; i < mark.length; i++) {
      if (i >= bytes.limit() || (bytes.get(i) & 0xFF) != mark[i]) {
        return false;
      }
    }
    return true;
  }

  /** Whether these bytes are UTF-8; unless they are all, the last character may be cut. */
  private static boolean utf8(ByteBuffer bytes, boolean all) {
    CharsetDecoder strict = UTF_8.newDecoder();
    CharBuffer thrownAway = CharBuffer.allocate(8 * 1024);
    CoderResult result;
    do {
      thrownAway.clear();
      result = strict.decode(bytes, thrownAway, all);
    } while (result.isOverflow());
    return !result.isError();
  }

  private static Violation mixedCharsets(int line) {
    return TableFaults.row(
        line,
        "charset-mixed",
        "文件前面是 UTF-8,从该行起不是,请整份转换为 UTF-8 后再发送。",
        "The file begins as UTF-8, but this line is not: convert the whole file to UTF-8.");
  }

  private static Violation undecodable(int line) {
    return TableFaults.row(
        line,
        "charset",
        "编码既不是 UTF-8 也不是 GB 18030,请转换为 UTF-8 后再发送。",
        "The charset is neither UTF-8 nor GB 18030: convert the file to UTF-8.");
  }

  @Override
  public void close() throws IOException {
    in.close();
  }
}
