package hutong.schemas.dialects;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import hutong.schemas.RejectionCode;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * One line of a dialect: a place in the partner's document, the field of ours that it is, and the
 * rules between the two.
 *
 * @param text the rules as the dialect's file has them, for people
 * @param part which part of a value that the partner splits over several places; 0: the whole
 * @param separator between the parts, or between the values of a list in one place; null: none.
 *     Empty between parts: the first is one character, the second the rest
 */
record FieldLine(
    PartnerPath from, Target to, List<Rule> rules, String text, int part, String separator) {

  static final int MOST_PARTS = 9;

  /** Whether the partner writes a whole list in one place. */
  boolean listed() {
    return part == 0 && separator != null;
  }

  /** Reads what stands there into the record. */
  void read(ObjectNode tree, ObjectNode record, Set<String> absent, Notes notes) {
    int count = from.count(tree);
    for (int i = 0; i < count; i++) {
      String theirs = text(from.get(tree, i));
      if (theirs == null || theirs.isBlank() || absent.contains(theirs)) {
        continue;
      }
      if (listed()) {
        String[] values = theirs.split(Pattern.quote(separator), -1);
        for (int j = 0; j < values.length; j++) {
          if (!values[j].isBlank()) {
            read(values[j], i, j, record, notes);
          }
        }
      } else {
        read(theirs, i, to.each() ? i : 0, record, notes);
      }
    }
  }

  private void read(String theirs, int place, int index, ObjectNode record, Notes notes) {
    notes.about(to.pointer(index), from.shown(place));
    if (Mojibake.in(theirs)) {
      notes.refuse(
          RejectionCode.NOT_WELL_FORMED,
          "wrong-charset",
          "文字是用错误的编码读出后再保存的(乱码),请从原始数据重新导出。",
          "The text was read in the wrong charset and saved so: export it anew from the original.");
      return;
    }
    String ours = theirs;
    for (int i = rules.size() - 1; i >= 0 && ours != null; i--) {
      ours = rules.get(i).read(ours, notes);
    }
    if (ours == null) {
      return;
    }
    if (part > 0) {
      notes.part(to, part, ours);
      return;
    }
    String before = to.get(record, index);
    if (before != null && !before.equals(ours)) {
      contradicts(notes);
      return;
    }
    to.set(record, index, ours);
  }

  static void contradicts(Notes notes) {
    notes.refuse(
        RejectionCode.IMPLAUSIBLE,
        "contradiction",
        "同一项在两处填写的内容不同,请改为一致。",
        "The same field is given in two places, and they differ: make them the same.");
  }

  /** Puts the parts of a value together, in their order. */
  void join(String[] parts, ObjectNode record, Notes notes) {
    StringBuilder whole = new StringBuilder();
    boolean gap = false;
    for (String each : parts) {
      if (each != null && gap) {
        notes.about(to.pointer(0), from.written());
        notes.refuse(
            RejectionCode.SCHEMA_INVALID,
            "part-missing",
            "分列填写的内容缺少前一部分,请补充。",
            "A value stands in several places, and an earlier part is missing: add it.");
        return;
      }
      gap = each == null;
      whole.append(each == null || whole.length() == 0 ? "" : separator);
      whole.append(each == null ? "" : each);
    }
    to.set(record, 0, whole.toString());
  }

  private static String text(JsonNode node) {
    return node == null || node.isNull() || node.isContainerNode() ? null : node.asText();
  }

  /**
   * Writes what the record holds into the partner's tree. What stands once with us and in each of a
   * list with the partner is written to all that are there already.
   */
  void write(ObjectNode record, ObjectNode tree, Notes notes) {
    if (listed()) {
      together(record, tree, notes);
      return;
    }
    int count = to.each() ? to.count(record) : Math.max(1, from.count(tree));
    for (int i = 0; i < count; i++) {
      JsonNode theirs = written(record, i, notes);
      if (theirs != null) {
        from.set(tree, i, theirs);
      }
    }
  }

  private void together(ObjectNode record, ObjectNode tree, Notes notes) {
    List<String> all = new ArrayList<>();
    for (int i = 0; i < to.count(record); i++) {
      JsonNode one = written(record, i, notes);
      all.add(one == null ? "" : one.asText());
    }
    while (!all.isEmpty() && all.get(all.size() - 1).isEmpty()) {
      all.remove(all.size() - 1);
    }
    if (!all.isEmpty()) {
      from.set(tree, 0, TextNode.valueOf(String.join(separator, all)));
    }
  }

  /** Null if there is nothing to write. A value that no rule changes keeps its kind. */
  private JsonNode written(ObjectNode record, int index, Notes notes) {
    JsonNode ours = to.node(record, index);
    if (ours == null) {
      return null;
    }
    if (rules.isEmpty() && part == 0) {
      return ours;
    }
    notes.about(to.pointer(index), from.shown(index));
    String theirs = part > 0 ? part(ours.asText()) : ours.asText();
    for (int i = 0; i < rules.size() && theirs != null; i++) {
      theirs = rules.get(i).write(theirs, notes);
    }
    return theirs == null || theirs.isEmpty() ? null : TextNode.valueOf(theirs);
  }

  private String part(String ours) {
    if (separator.isEmpty()) {
      int first = ours.offsetByCodePoints(0, 1);
      return part == 1 ? ours.substring(0, first) : part == 2 ? ours.substring(first) : null;
    }
    String[] parts = ours.split(Pattern.quote(separator), 2);
    return part <= parts.length ? parts[part - 1] : null;
  }
}
