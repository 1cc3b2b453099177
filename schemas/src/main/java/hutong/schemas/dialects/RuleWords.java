package hutong.schemas.dialects;

import java.util.ArrayList;
import java.util.List;

/** Takes a line such as {@code subject.sex | codes sex} apart: a target, then rules with words. */
record RuleWords(String target, List<List<String>> rules) {

  /**
   * Words with blanks or bars in them stand in double quotes.
   *
   * @throws IllegalArgumentException if a quote does not end or something is empty
   */
  static RuleWords of(String line) {
    List<List<String>> parts = new ArrayList<>();
    List<String> words = new ArrayList<>();
    int i = 0;
    while (i < line.length()) {
      char c = line.charAt(i);
      if (c == ' ') {
        i++;
      } else if (c == '|') {
        parts.add(words);
        words = new ArrayList<>();
        i++;
      } else if (c == '"') {
        int end = line.indexOf('"', i + 1);
        if (end < 0) {
          throw new IllegalArgumentException("a quote does not end");
        }
        words.add(line.substring(i + 1, end));
        i = end + 1;
      } else {
        int end = i;
        while (end < line.length() && " |\"".indexOf(line.charAt(end)) < 0) {
          end++;
        }
        words.add(line.substring(i, end));
        i = end;
      }
    }
    parts.add(words);
    if (parts.stream().anyMatch(List::isEmpty) || parts.get(0).size() != 1) {
      throw new IllegalArgumentException("it has to read: field | rule words | rule words");
    }
    return new RuleWords(parts.get(0).get(0), List.copyOf(parts.subList(1, parts.size())));
  }
}
