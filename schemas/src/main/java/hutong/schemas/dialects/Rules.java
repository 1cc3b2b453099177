package hutong.schemas.dialects;

import hutong.schemas.CodeLists.CodeList;
import java.time.ZoneId;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** Makes rules out of the words by which a dialect names them. */
final class Rules {

  private final Map<String, CodeMap> codes;
  private final Function<String, Optional<CodeList>> lists;
  private final ZoneId zone;

  /**
   * @param codes the dialect's own code maps
   * @param lists the network's code list of a field, given its JSON Pointer
   * @param zone of times that name none
   */
  Rules(Map<String, CodeMap> codes, Function<String, Optional<CodeList>> lists, ZoneId zone) {
    this.codes = codes;
    this.lists = lists;
    this.zone = zone;
  }

  /**
   * One rule.
   *
   * @param pointer of the canonical field it is for
   * @throws IllegalArgumentException if there is no such rule, or its words don't fit
   */
  Rule of(List<String> words, String pointer) {
    List<String> given = words.subList(1, words.size());
    return switch (words.get(0)) {
      case "date" -> new DateRule(one(given));
      case "time" -> new TimeRule(one(given), zone, false);
      case "device-time" -> new TimeRule(one(given), zone, true);
      case "codes" -> codes(one(given));
      case "label" -> labels(pointer);
      case "flag" -> flag(given);
      case "number" -> new NumberRule(given.isEmpty() ? 0 : Integer.parseInt(one(given)));
      case "division" -> new DivisionRule(Integer.parseInt(one(given)));
      case "name" -> new NameRule();
      case "prefix" -> new Affix(one(given), "");
      case "suffix" -> new Affix("", one(given));
      case "uuid" -> new UuidRule(!given.contains("plain"), given.contains("upper"));
      default -> throw new IllegalArgumentException("no rule is called " + words.get(0));
    };
  }

  private static String one(List<String> words) {
    if (words.size() != 1) {
      throw new IllegalArgumentException("this rule takes one word; one with blanks in quotes");
    }
    return words.get(0);
  }

  private CodeMap codes(String name) {
    CodeMap found = codes.get(name);
    if (found == null) {
      throw new IllegalArgumentException("there is no code map " + name + " under codes");
    }
    return found;
  }

  /** The labels of the network's own code list, in Chinese. */
  private CodeMap labels(String pointer) {
    CodeList list =
        lists
            .apply(pointer)
            .orElseThrow(
                () -> new IllegalArgumentException("this field has no code list with labels"));
    Map<String, String> ours = new LinkedHashMap<>();
    list.labels().forEach((code, label) -> ours.putIfAbsent(label, code));
    return new CodeMap(list.uri(), ours);
  }

  private static CodeMap flag(List<String> words) {
    if (words.size() != 2) {
      throw new IllegalArgumentException("a flag takes two words: for yes and for no");
    }
    return new CodeMap("flag", Map.of(words.get(0), "true", words.get(1), "false"));
  }
}
