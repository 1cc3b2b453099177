package hutong.gateway.evidence;

import java.nio.charset.StandardCharsets;

/** Builds a page; whatever comes from outside goes through {@link #text}. */
final class Html {

  private final StringBuilder out;

  Html(String head) {
    this.out = new StringBuilder(head);
  }

  /** Markup of our own. */
  void raw(String markup) {
    out.append(markup).append('\n');
  }

  void text(String text) {
    text.codePoints().forEach(this::character);
  }

  void heading(String zh, String en) {
    raw("<h2>" + zh + " <small>" + en + "</small></h2>");
  }

  /** One row of a table: what it is, in one or both languages, and its value. */
  void row(String zh, String en, String value) {
    out.append("<tr><th>");
    text(zh);
    if (!en.isEmpty()) {
      out.append(" <small>");
      text(en);
      out.append("</small>");
    }
    out.append("</th><td>");
    text(value);
    out.append("</td></tr>\n");
  }

  byte[] bytes() {
    return out.toString().getBytes(StandardCharsets.UTF_8);
  }

  /** Also what turns the direction of text is shown as a number: paper must not lie. */
  private void character(int point) {
    boolean plain =
        Character.getType(point) != Character.CONTROL
            && Character.getType(point) != Character.FORMAT
            && Character.getType(point) != Character.SURROGATE;
    switch (point) {
      case '<' -> out.append("&lt;");
      case '>' -> out.append("&gt;");
      case '&' -> out.append("&amp;");
      case '"' -> out.append("&quot;");
      case '\'' -> out.append("&#39;");
      default -> {
        if (plain) {
          out.appendCodePoint(point);
        } else {
          out.append("[U+").append(Integer.toHexString(point)).append(']');
        }
      }
    }
  }
}
