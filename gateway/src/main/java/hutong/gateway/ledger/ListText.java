package hutong.gateway.ledger;

import java.util.ArrayList;
import java.util.List;

/** Writes a list of texts into one column, a line each; an empty list is null. */
final class ListText {
  private ListText() {}

  static String write(List<String> texts) {
    if (texts.isEmpty()) {
      return null;
    }
    StringBuilder lines = new StringBuilder();
    for (String text : texts) {
      lines.append(text.replace("\\", "\\\\").replace("\n", "\\n")).append('\n');
    }
    return lines.toString();
  }

  static List<String> read(String lines) {
    List<String> texts = new ArrayList<>();
    if (lines != null) {
      int from = 0;
      for (int end = lines.indexOf('\n'); end >= 0; end = lines.indexOf('\n', from)) {
        texts.add(plain(lines.substring(from, end)));
        from = end + 1;
      }
    }
    return List.copyOf(texts);
  }

  private static String plain(String line) {
    if (line.indexOf('\\') < 0) {
      return line;
    }
    StringBuilder text = new StringBuilder(line.length());
    for (int i = 0; i < line.length(); i++) {
      char c = line.charAt(i);
      if (c == '\\' && i + 1 < line.length()) {
        i++;
        c = line.charAt(i) == 'n' ? '\n' : line.charAt(i);
      }
      text.append(c);
    }
    return text.toString();
  }
}
