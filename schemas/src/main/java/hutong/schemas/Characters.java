package hutong.schemas;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Tells which characters may stand where, and how many of them a person sees. */
final class Characters {
  private static final Pattern SEEN = Pattern.compile("\\X");

  private Characters() {}

  /** XML 1.0, 2.2: also what JSON could smuggle past an XML parser. */
  static boolean allowedInXml(String text) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c < 0x20 ? c != '\t' && c != '\n' && c != '\r' : c >= 0xD800 && !inPlace(text, i)) {
        return false;
      }
    }
    return true;
  }

  private static boolean inPlace(String text, int i) {
    char c = text.charAt(i);
    if (Character.isHighSurrogate(c)) {
      return i + 1 < text.length() && Character.isLowSurrogate(text.charAt(i + 1));
    }
    if (Character.isLowSurrogate(c)) {
      return i > 0 && Character.isHighSurrogate(text.charAt(i - 1));
    }
    return c < 0xFFFE;
  }

  /**
   * Whether a code point can be seen or joins with one that can: no control, no direction or other
   * format character, no private use, no surrogate, no non-character, no trace of a lost one.
   */
  static boolean visible(int c) {
    if (c == 0xFFFD || (c & 0xFFFE) == 0xFFFE || (c >= 0xFDD0 && c <= 0xFDEF)) {
      return false;
    }
    return switch (Character.getType(c)) {
      case Character.CONTROL,
          Character.FORMAT,
          Character.PRIVATE_USE,
          Character.SURROGATE,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR ->
          false;
      default -> true;
    };
  }

  /** Whether running text is free of characters that only mislead: lines and tabs may stay. */
  static boolean readable(String text) {
    for (int i = 0; i < text.length(); ) {
      int c = text.codePointAt(i);
      if (c >= 0x7F && !visible(c)) {
        return false;
      }
      i += Character.charCount(c);
    }
    return true;
  }

  /** The number of characters a person sees (extended grapheme clusters, Unicode UAX 29). */
  static int seen(String text) {
    int simple = 0;
    for (int i = 0; i < text.length(); ) {
      int c = text.codePointAt(i);
      if (c >= 0x300 && !Character.isIdeographic(c)) {
        return clusters(text);
      }
      simple++;
      i += Character.charCount(c);
    }
    return simple;
  }

  private static int clusters(String text) {
    Matcher matcher = SEEN.matcher(text);
    int count = 0;
    while (matcher.find()) {
      count++;
    }
    return count;
  }
}
