package hutong.schemas.dialects;

import hutong.schemas.RejectionCode;

/** Turns full-width letters, digits and signs into half-width ones, and says so. */
final class Width {
  private static final char FIRST = '\uFF01';
  private static final char LAST = '\uFF5E';
  private static final int APART = 0xFEE0;
  private static final char WIDE_SPACE = '\u3000';

  private Width() {}

  /** Also without blanks around it. */
  static String folded(String text, Notes notes) {
    int first = wide(text);
    if (first < 0) {
      return text.strip();
    }
    StringBuilder folded = new StringBuilder(text);
    for (int i = first; i < folded.length(); i++) {
      char c = folded.charAt(i);
      if (c >= FIRST && c <= LAST) {
        folded.setCharAt(i, (char) (c - APART));
      } else if (c == WIDE_SPACE) {
        folded.setCharAt(i, ' ');
      }
    }
    notes.warn(
        RejectionCode.IMPLAUSIBLE,
        "full-width",
        "含有全角字符,已按半角读取,请改用半角。",
        "Full-width characters were read as half-width: write half-width ones.");
    return folded.toString().strip();
  }

  private static int wide(String text) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if ((c >= FIRST && c <= LAST) || c == WIDE_SPACE) {
        return i;
      }
    }
    return -1;
  }
}
