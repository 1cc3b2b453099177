package hutong.schemas;

import static hutong.schemas.RejectionCode.IMPLAUSIBLE;
import static hutong.schemas.RejectionCode.SCHEMA_INVALID;

import java.util.List;

/**
 * Judges a person's name: any character of GB 18030-2022, 50 at most as people count them, with ·
 * (U+00B7) as the only separator.
 */
final class NameRules {
  static final int LONGEST = 50;
  private static final char SEPARATOR = '\u00B7';
  private static final String LOOKALIKES = "\u2022\u2027\u2219\u22C5\u30FB\uFF65\uFF0E\u25CF";
  private static final String LOST = "?\uFF1F";

  private NameRules() {}

  static void check(String name, String pointer, List<Violation> found) {
    if (!visible(name)) {
      refuse(
          found,
          pointer,
          "characters",
          "姓名中有控制、方向、私用区或替换字符,请用 GB 18030-2022 的正式编码字符。",
          "The name has control, direction, private-use or replacement characters:"
              + " use the characters' own codes in GB 18030-2022.");
    }
    if (Characters.seen(name) > LONGEST) {
      refuse(found, pointer, "length", "姓名超过 50 个字符。", "The name has more than 50 characters.");
    }
    if (hasAny(name, LOOKALIKES)) {
      refuse(found, pointer, "separator", "间隔号请用 ·(U+00B7)。", "Write the separator as · (U+00B7).");
    }
    if (badEnd(name.codePointAt(0)) || badEnd(name.codePointBefore(name.length()))) {
      refuse(
          found,
          pointer,
          "ends",
          "姓名首尾不能是空格或间隔号。",
          "A name neither begins nor ends with a space or a separator: remove it.");
    }
    if (hasAny(name, LOST)) {
      found.add(
          Violation.refuse(
              IMPLAUSIBLE,
              pointer,
              "name-lost-character",
              "姓名中有问号,是转码丢字的痕迹,请补上原字。",
              "A question mark shows that a character was lost in conversion: restore it."));
    }
    warnings(name, pointer, found);
  }

  private static boolean visible(String name) {
    for (int i = 0; i < name.length(); ) {
      int c = name.codePointAt(i);
      if (!Characters.visible(c)) {
        return false;
      }
      i += Character.charCount(c);
    }
    return true;
  }

  private static boolean hasAny(String name, String characters) {
    for (int i = 0; i < name.length(); i++) {
      if (characters.indexOf(name.charAt(i)) >= 0) {
        return true;
      }
    }
    return false;
  }

  private static boolean badEnd(int c) {
    return c == SEPARATOR || Character.isWhitespace(c) || Character.isSpaceChar(c);
  }

  private static void warnings(String name, String pointer, List<Violation> found) {
    boolean ideographs = false;
    boolean spaces = false;
    boolean odd = false;
    String inside = name.strip();
    for (int i = 0; i < inside.length(); ) {
      int c = inside.codePointAt(i);
      ideographs |= Character.isIdeographic(c);
      spaces |= Character.isSpaceChar(c);
      odd |= Character.isDigit(c) || (c >= 0xFF21 && c <= 0xFF5A);
      i += Character.charCount(c);
    }
    if (odd || (ideographs && spaces)) {
      found.add(
          Violation.warn(
              IMPLAUSIBLE,
              pointer,
              "name-unusual",
              "姓名中有数字、全角字母或空格,请核对。",
              "The name has a digit, a full-width letter or a space: compare with the card."));
    }
  }

  private static void refuse(
      List<Violation> found, String pointer, String rule, String zh, String en) {
    found.add(Violation.refuse(SCHEMA_INVALID, pointer, "name-" + rule, zh, en));
  }
}
