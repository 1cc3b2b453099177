package hutong.schemas.dialects;

import ca.uhn.hl7v2.parser.EncodingCharacters;
import ca.uhn.hl7v2.parser.Escaping;

/**
 * Escapes what would be taken for a delimiter or the end of a segment. HAPI's own leaves all that
 * stands between two backslashes as it is if a full stop follows the first: a text with {@code
 * \.|\} would begin a new field.
 */
final class Hl7Escaping implements Escaping {

  @Override
  public String escape(String text, EncodingCharacters by) {
    StringBuilder escaped = null;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      String code = code(c, by);
      if (code != null && escaped == null) {
        escaped = new StringBuilder(text.length() + 16).append(text, 0, i);
      }
      if (code != null) {
        escaped.append(by.getEscapeCharacter()).append(code).append(by.getEscapeCharacter());
      } else if (escaped != null) {
        escaped.append(c);
      }
    }
    return escaped == null ? text : escaped.toString();
  }

  private static String code(char c, EncodingCharacters by) {
    return c == by.getFieldSeparator()
        ? "F"
        : c == by.getComponentSeparator()
            ? "S"
            : c == by.getSubcomponentSeparator()
                ? "T"
                : c == by.getRepetitionSeparator()
                    ? "R"
                    : c == by.getEscapeCharacter()
                        ? "E"
                        : c == '\n' ? "X0A" : c == '\r' ? "X0D" : null;
  }

  /** A sequence that means none of these stays as it is. */
  @Override
  public String unescape(String text, EncodingCharacters by) {
    char escape = by.getEscapeCharacter();
    int begin = text.indexOf(escape);
    if (begin < 0) {
      return text;
    }
    StringBuilder plain = new StringBuilder(text.length());
    int from = 0;
    while (begin >= 0) {
      int end = text.indexOf(escape, begin + 1);
      if (end < 0) {
        break;
      }
      String meant = meant(text.substring(begin + 1, end), by);
      if (meant == null) {
        plain.append(text, from, end); // Its end may be the begin of the next.
        from = end;
        begin = end;
      } else {
        plain.append(text, from, begin).append(meant);
        from = end + 1;
        begin = text.indexOf(escape, from);
      }
    }
    return plain.append(text, from, text.length()).toString();
  }

  private static String meant(String code, EncodingCharacters by) {
    return switch (code) {
      case "F" -> String.valueOf(by.getFieldSeparator());
      case "S" -> String.valueOf(by.getComponentSeparator());
      case "T" -> String.valueOf(by.getSubcomponentSeparator());
      case "R" -> String.valueOf(by.getRepetitionSeparator());
      case "E" -> String.valueOf(by.getEscapeCharacter());
      case "X0A", "X0a", ".br" -> "\n";
      case "X0D", "X0d", "X000d" -> "\r";
      case "X0D0A", "X0d0a" -> "\r\n";
      default -> null;
    };
  }
}
