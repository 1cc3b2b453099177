package hutong.schemas.dialects;

import static hutong.schemas.RejectionCode.NOT_WELL_FORMED;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import hutong.schemas.RefusedInput;
import hutong.schemas.SourcePlace;
import hutong.schemas.Violation;
import hutong.schemas.dialects.FixedWidthFormat.Align;
import hutong.schemas.dialects.FixedWidthFormat.Column;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.CharsetDecoder;
import java.util.List;

/**
 * Reads lines of a fixed layout. A line is decoded piece by piece from its beginning, gaps too, so
 * that a piece which cuts a character in half is found even where both halves look like characters.
 */
final class FixedWidthSource implements RecordSource {
  private final ByteLines lines;
  private final FixedWidthFormat.Options options;
  private final CharsetDecoder decoder;

  FixedWidthSource(InputStream in, FixedWidthFormat.Options options) {
    this.lines = new ByteLines(in, FixedWidthFormat.LONGEST);
    this.options = options;
    this.decoder = Charset.forName(options.charset()).newDecoder();
  }

  @Override
  public PartnerRecord next() throws IOException, RefusedInput {
    byte[] line = lines.next();
    while (line != null && !lines.tooLong() && blank(line)) {
      line = lines.next();
    }
    if (line == null) {
      return null;
    }
    if (lines.tooLong()) {
      throw TableFaults.refused(
          lines.row(),
          "",
          "line-size",
          "该行超过 64 KB,请检查换行符。",
          "This line is larger than 64 KB: check how lines end.");
    }
    return record(line, lines.row());
  }

  /** An empty line, or the end-of-file character old systems leave in a last line. */
  private static boolean blank(byte[] line) {
    for (byte b : line) {
      if (b != ' ' && b != 0x1A) {
        return false;
      }
    }
    return true;
  }

  private PartnerRecord record(byte[] line, int row) {
    ObjectNode tree = JsonNodeFactory.instance.objectNode();
    if (line.length != options.length()) {
      return new PartnerRecord(tree, row, List.of(TableFaults.rowLength(row)));
    }
    boolean stray = false;
    int at = 0;
    String column = "";
    try {
      for (Column one : options.columns()) {
        column = one.name();
        stray |= !decode(line, at, one.from() - 1).isBlank();
        String value = stripped(decode(line, one.from() - 1, one.last()), one);
        if (!value.isEmpty()) {
          tree.put(column, value);
        }
        at = one.last();
      }
      stray |= !decode(line, at, line.length).isBlank();
    } catch (CharacterCodingException e) {
      return new PartnerRecord(tree, row, List.of(cut(row, column)));
    }
    return new PartnerRecord(tree, row, stray ? List.of(stray(row)) : List.of());
  }

  private String decode(byte[] line, int from, int to) throws CharacterCodingException {
    return from == to ? "" : decoder.decode(ByteBuffer.wrap(line, from, to - from)).toString();
  }

  private static String stripped(String text, Column column) {
    if (column.pad() == '0') {
      String digits = text.strip();
      int at = 0;
      while (at < digits.length() - 1 && digits.charAt(at) == '0') {
        at++;
      }
      return digits.substring(at);
    }
    return column.align() == Align.LEFT ? text.stripTrailing() : text.stripLeading();
  }

  private static Violation cut(int row, String column) {
    return TableFaults.unreadable(
        row,
        column,
        "width",
        "该列的边界截断了一个汉字,或编码与约定不符,请按字节宽度重新导出。",
        "The column's edge cuts a character in half, or the charset is another: export anew, with widths in bytes.");
  }

  private static Violation stray(int row) {
    return Violation.warn(
            NOT_WELL_FORMED,
            "",
            "layout",
            "约定的各列之外还有内容,未读取,请核对布局。",
            "Something stands outside the columns agreed upon and was not read: check the layout.")
        .at(new SourcePlace(row, ""));
  }
}
