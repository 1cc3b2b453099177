package hutong.gateway.console;

import hutong.gateway.codes.CodeKind;
import hutong.gateway.codes.Explanation;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Says what the ledger's events mean, in the language of whoever reads. */
final class RecordWords {

  private static final Pattern CODE = Pattern.compile("(?:(.*) )?([A-Z][A-Z_]{2,39})");
  private static final List<CodeKind> KINDS =
      List.of(CodeKind.WAIT, CodeKind.REFUSAL, CodeKind.STATE);

  /** What the ledger writes beside an event, other than codes and names. */
  private static final Map<String, Pattern> PHRASES =
      Map.of(
          "hand", Pattern.compile("by hand"),
          "released", Pattern.compile("released"),
          "repeat", Pattern.compile("repeat ([0-9]+)"),
          "regained", Pattern.compile("given back"),
          "givenBack", Pattern.compile("given back by (.+)"),
          "addressed", Pattern.compile("addressed to (.+)"),
          "moved", Pattern.compile("(.+) -> (.+)"),
          "decides", Pattern.compile("a system decides on it now"));

  private final Codes codes;

  RecordWords(Codes codes) {
    this.codes = codes;
  }

  /** An event; its word itself if nobody has foreseen it. */
  static String event(boolean outbound, String word, Texts texts) {
    String side = "record.event." + (outbound ? "out." : "in.") + word;
    if (texts.has(side)) {
      return texts.get(side);
    }
    String key = "record.event." + word;
    return texts.has(key) ? texts.get(key) : word;
  }

  /** What is written beside one. */
  String detail(String word, String detail, Texts texts) {
    for (Map.Entry<String, Pattern> phrase : PHRASES.entrySet()) {
      Matcher found = phrase.getValue().matcher(detail);
      if (found.matches()) {
        String one = found.groupCount() > 0 ? found.group(1) : "";
        String two = found.groupCount() > 1 ? found.group(2) : "";
        return texts.get("record.detail." + phrase.getKey(), "one", one, "two", two);
      }
    }
    Matcher code = CODE.matcher(detail);
    if (!code.matches()) {
      return detail.isEmpty() ? "" : texts.get("record.detail.system", "one", detail);
    }
    String by = code.group(1) == null ? "" : code.group(1) + " · ";
    return code.group(2).equals(word) ? by : by + means(code.group(2), texts);
  }

  /** A code with what it means, whichever kind it is. */
  String means(String code, Texts texts) {
    Map<CodeKind, Explanation> page = codes.book().page(code);
    return KINDS.stream()
        .filter(page::containsKey)
        .findFirst()
        .map(kind -> code + texts.get("record.colon") + codes.means(kind, code, texts))
        .orElse(code);
  }
}
