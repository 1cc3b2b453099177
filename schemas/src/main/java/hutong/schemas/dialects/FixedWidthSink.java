package hutong.schemas.dialects;

import com.fasterxml.jackson.databind.node.ObjectNode;
import hutong.schemas.Violation;
import hutong.schemas.dialects.FixedWidthFormat.Align;
import hutong.schemas.dialects.FixedWidthFormat.Column;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.CharsetEncoder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Writes lines of a fixed layout; a value that doesn't fit is refused, never cut. */
final class FixedWidthSink implements RecordSink {
  private final OutputStream out;
  private final FixedWidthFormat.Options options;
  private final FlatRow layout;
  private final CharsetEncoder encoder;

  FixedWidthSink(OutputStream out, FixedWidthFormat.Options options, FlatRow layout) {
    this.out = out;
    this.options = options;
    this.layout = layout;
    this.encoder = Charset.forName(options.charset()).newEncoder();
  }

  @Override
  public void write(ObjectNode tree) throws IOException, Unwritable {
    String[] texts = layout.of(tree);
    byte[] line = new byte[options.length() + 2];
    Arrays.fill(line, (byte) ' ');
    List<Violation> faults = new ArrayList<>();
    for (int i = 0; i < texts.length; i++) {
      Column column = options.columns().get(i);
      Violation fault = texts[i].isEmpty() ? null : put(texts[i], column, line);
      if (fault != null) {
        faults.add(fault);
      }
    }
    if (!faults.isEmpty()) {
      throw new Unwritable(faults);
    }
    line[line.length - 2] = '\r';
    line[line.length - 1] = '\n';
    out.write(line);
  }

  private Violation put(String text, Column column, byte[] line) {
    ByteBuffer bytes;
    try {
      bytes = encoder.encode(CharBuffer.wrap(text));
    } catch (CharacterCodingException e) {
      return TableFaults.unwritable(
          column.name(),
          "charset",
          "含有该编码没有的字符,请与对方约定 GB 18030。",
          "It contains a character the charset lacks: agree upon GB 18030.");
    }
    int spare = column.length() - bytes.remaining();
    if (spare < 0) {
      return TableFaults.unwritable(
          column.name(),
          "too-long",
          "内容超过该列的字节宽度,请缩短或约定更宽的列。",
          "The value has more bytes than its column: shorten it or agree upon a wider column.");
    }
    if (column.pad() == '0' && text.length() > 1 && text.charAt(0) == '0') {
      return TableFaults.unwritable(
          column.name(),
          "padding",
          "该列用 0 补齐,开头的 0 会丢失,请约定用空格补齐。",
          "This column is filled up with zeros, so leading zeros would be lost: agree upon blanks.");
    }
    int from = column.from() - 1;
    if (column.align() == Align.RIGHT) {
      Arrays.fill(line, from, from + spare, (byte) column.pad());
      from += spare;
    }
    bytes.get(line, from, bytes.remaining());
    return null;
  }

  @Override
  public void close() throws IOException {
    out.flush();
  }
}
