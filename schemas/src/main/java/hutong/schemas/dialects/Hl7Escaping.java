package hutong.schemas.dialects;

/** Escapes what would be taken for a delimiter or the end of a segment, and undoes that. */
final class Hl7Escaping {
  private final Hl7Delimiters by;

  Hl7Escaping(Hl7Delimiters by) {
    this.by = by;
  }

  void escape(String text, StringBuilder to) {
    int from = 0;
    for (int i = 0; i < text.length(); i++) {
      String code = code(text.charAt(i));
      if (code != null) {
        to.append(text, from, i).append(by.escape()).append(code).append(by.escape());
        from = i + 1;
      }
    }
    to.append(text, from, text.length());
  }

  private String code(char c) {
    return c == by.field()
        ? "F"
        : c == by.component()
            ? "S"
            : c == by.sub()
                ? "T"
                : c == by.repetition()
                    ? "R"
                    : c == by.escape() ? "E" : c == '\n' ? "X0A" : c == '\r' ? "X0D" : null;
  }

  /** A sequence that means none of these stays as it is. */
  String unescape(String text) {
    int begin = text.indexOf(by.escape());
    if (begin < 0) {
      return text;
    }
    StringBuilder plain = new StringBuilder(text.length());
    int from = 0;
    while (begin >= 0) {
      int end = text.indexOf(by.escape(), begin + 1);
      if (end < 0) {
        break;
      }
      String meant = meant(text.substring(begin + 1, end));
      if (meant == null) {
        plain.append(text, from, end); // Its end may be the begin of the next.
        from = end;
        begin = end;
      } else {
        plain.append(text, from, begin).append(meant);
        from = end + 1;
        begin = text.indexOf(by.escape(), from);
      }
    }
    return plain.append(text, from, text.length()).toString();
  }

  private String meant(String code) {
    return switch (code) {
      case "F" -> String.valueOf(by.field());
      case "S" -> String.valueOf(by.component());
      case "T" -> String.valueOf(by.sub());
      case "R" -> String.valueOf(by.repetition());
      case "E" -> String.valueOf(by.escape());
      case "X0A", "X0a", ".br" -> "\n";
      case "X0D", "X0d", "X000d" -> "\r";
      case "X0D0A", "X0d0a" -> "\r\n";
      default -> null;
    };
  }
}
