package hutong.schemas.dialects;

import hutong.schemas.CanonicalField;
import hutong.schemas.CodeLists;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Makes the lines of a dialect's table of fields. */
final class LineParser {
  private final PartnerFormat format;
  private final Map<String, Map<String, CanonicalField>> fields;
  private final CodeLists lists;
  private final Rules rules;

  LineParser(
      PartnerFormat format,
      Map<String, Map<String, CanonicalField>> fields,
      CodeLists lists,
      Rules rules) {
    this.format = format;
    this.fields = fields;
    this.lists = lists;
    this.rules = rules;
  }

  /**
   * Adds the line of a place, or notes what is wrong with it.
   *
   * @param passed whether a type without such a field does without the line
   */
  void line(
      Yaml part,
      String at,
      String text,
      Map<String, CanonicalField> known,
      boolean passed,
      Map<String, FieldLine> lines) {
    try {
      RuleWords words = RuleWords.of(text);
      String plain = words.target().replaceAll("\\.([*]|[0-9]+)(?=\\.|$)", "");
      if (passed && !known.containsKey(plain)) {
        if (fields.values().stream().noneMatch(type -> type.containsKey(plain))) {
          part.fault(at, "no type of record has a field " + plain);
        }
        return;
      }
      lines.put(at, line(at, text, words, Target.of(words.target(), known)));
    } catch (NumberFormatException wrong) {
      part.fault(at, "a number is wanted");
    } catch (IllegalArgumentException wrong) {
      part.fault(at, String.valueOf(wrong.getMessage()));
    } catch (RuntimeException wrong) {
      part.fault(at, "this is not as it should be: field | rule words | rule words");
    }
  }

  private FieldLine line(String at, String text, RuleWords words, Target to) {
    List<Rule> made = new ArrayList<>();
    int part = 0;
    String separator = null;
    for (List<String> rule : words.rules()) {
      if (rule.get(0).equals("part")) {
        part = Integer.parseInt(rule.get(1));
        separator = rule.size() > 2 ? rule.get(2) : " ";
      } else if (rule.get(0).equals("list")) {
        separator = rule.size() > 1 ? rule.get(1) : "、";
      } else {
        Rule one = rules.of(rule, to.field().pointer());
        if (one instanceof CodeMap map) {
          checkCodes(map, to.field());
        }
        made.add(one);
      }
    }
    boolean nothingBetween = part == 0 && separator != null && separator.isEmpty();
    if (part < 0 || part > FieldLine.MOST_PARTS || nothingBetween) {
      throw new IllegalArgumentException("part 1 to 9, and a separator between");
    }
    if (part > 0 && to.field().list() >= 0) {
      throw new IllegalArgumentException("what stands in a list is in one place, not in parts");
    }
    PartnerPath from = PartnerPath.of(at, format.path(at));
    boolean listed = part == 0 && separator != null;
    if (!listed && from.star() < 0 && to.each()) {
      throw new IllegalArgumentException("* has to stand on both sides, or list SEPARATOR here");
    }
    String shown = words.rules().isEmpty() ? "" : text.substring(text.indexOf('|') + 1).strip();
    return new FieldLine(from, to, List.copyOf(made), shown, part, separator);
  }

  /** A code of ours that is none would be refused only when a record has it. */
  private void checkCodes(CodeMap map, CanonicalField field) {
    for (String ours : map.ours()) {
      boolean known =
          (field.choices().isEmpty() || field.choices().contains(ours))
              && lists.of(field.pointer()).map(list -> list.has(ours)).orElse(true);
      if (!known) {
        throw new IllegalArgumentException(
            "the code map " + map.name() + " leads to " + ours + ", which this field can't have");
      }
    }
  }
}
