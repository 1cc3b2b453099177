package hutong.schemas.dialects;

import com.fasterxml.jackson.databind.JsonNode;
import hutong.schemas.Violation;

/** Knows which texts every format can carry: whole characters, and no control characters. */
final class PlainText {
  private static final int MOST_ZEROS = 100;

  private PlainText() {}

  static boolean writable(String text, boolean lineBreaks) {
    for (int i = 0; i < text.length(); ) {
      int c = text.codePointAt(i);
      boolean lineBreak = c == '\n' || c == '\r';
      boolean control = c < ' ' && c != '\t';
      if (lineBreak ? !lineBreaks : control) {
        return false;
      }
      boolean half = c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE;
      if (half || c == 0xFFFE || c == 0xFFFF) {
        return false;
      }
      i += Character.charCount(c);
    }
    return true;
  }

  /**
   * Whether all texts and names in a tree have whole characters, and all numbers could be written
   * out without filling memory with zeros.
   */
  static boolean whole(JsonNode node) {
    if (node.isTextual()) {
      return whole(node.textValue());
    }
    if (node.isBigDecimal() && Math.abs((long) node.decimalValue().scale()) > MOST_ZEROS) {
      return false;
    }
    for (var fields = node.fieldNames(); fields.hasNext(); ) {
      if (!whole(fields.next())) {
        return false;
      }
    }
    for (JsonNode child : node) {
      if (!whole(child)) {
        return false;
      }
    }
    return true;
  }

  private static boolean whole(String text) {
    return text.codePoints().noneMatch(c -> c >= 0xD800 && c <= 0xDFFF);
  }

  static Violation fault(String column) {
    return TableFaults.unwritable(
        column,
        "character",
        "含有该格式无法书写的字符,请删除控制字符和换行。",
        "It contains a character this format cannot write: remove control characters and line breaks.");
  }
}
