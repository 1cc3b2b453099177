package hutong.schemas.dialects;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import com.schibsted.spt.data.jslt.Expression;
import hutong.schemas.RecordType;
import hutong.schemas.RejectionCode;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * How a dialect writes one type of record.
 *
 * @param marks by which it is recognised, and which are written
 * @param has what stands in every document of it
 * @param constants that are written and not looked at
 * @param absent texts that mean: nothing
 * @param reads instead of the lines, for what they can't say; null: the lines
 * @param writes as {@code reads}, in the other direction
 */
record TypeMap(
    String type,
    Map<PartnerPath, String> marks,
    List<PartnerPath> has,
    Map<PartnerPath, String> constants,
    List<FieldLine> lines,
    List<Preset> presets,
    Set<String> absent,
    Known known,
    ZoneId zone,
    Expression reads,
    Expression writes) {

  private static final String TYPE = "type";
  private static final int MOST_IN_A_LIST = 100;

  boolean recognises(ObjectNode tree) {
    for (Map.Entry<PartnerPath, String> mark : marks.entrySet()) {
      JsonNode there = mark.getKey().get(tree, 0);
      if (there == null || !there.asText().strip().equals(mark.getValue())) {
        return false;
      }
    }
    return has.stream().allMatch(place -> place.isIn(tree));
  }

  /**
   * Reads a partner's tree as one of our records.
   *
   * @param given what travelled beside the document
   */
  ObjectNode read(ObjectNode tree, Map<Target, String> given, Instant now, Notes notes) {
    ObjectNode record =
        reads == null ? JsonNodeFactory.instance.objectNode() : applied(reads, tree, notes);
    if (reads == null) {
      for (FieldLine line : lines) {
        line.read(tree, record, absent, notes);
      }
    }
    notes.parts().forEach((to, parts) -> partly(to).join(parts, record, notes));
    given.forEach((field, value) -> beside(field, value, record, notes));
    for (Preset preset : presets) {
      preset.fill(record, now, zone, notes.moving());
    }
    prune(record);
    record.put(TYPE, type);
    return record;
  }

  private FieldLine partly(Target to) {
    return lines.stream().filter(line -> line.part() > 0 && line.to().equals(to)).findFirst().get();
  }

  private static void beside(Target field, String value, ObjectNode record, Notes notes) {
    String inside = field.get(record, 0);
    if (inside != null && !inside.equals(value)) {
      notes.about(field.pointer(0), "");
      FieldLine.contradicts(notes);
      return;
    }
    field.set(record, 0, value);
  }

  /** Constants that stand in the tree and say something else. */
  void differing(ObjectNode tree, List<String> unread) {
    constants.forEach(
        (place, value) -> {
          JsonNode there = place.get(tree, 0);
          boolean other = there != null && !there.asText().strip().equals(value);
          if (other && !known.ignores(place.names())) {
            unread.add(place.written());
          }
        });
  }

  /**
   * The place, in the partner's list, of what stands at a place of ours: what was empty there is
   * not counted with us.
   */
  int index(Target of, int ours, ObjectNode tree) {
    String list = of.field().path().get(of.field().list());
    int seen = -1;
    for (int i = 0; i < MOST_IN_A_LIST; i++) {
      if (filled(list, i, tree) && ++seen == ours) {
        return i;
      }
    }
    return ours;
  }

  /** The reverse of {@link #index}: the place with us of what stands at a place of theirs. */
  int ours(Target of, int theirs, ObjectNode tree) {
    String list = of.field().path().get(of.field().list());
    return (int) IntStream.range(0, theirs).filter(i -> filled(list, i, tree)).count();
  }

  private boolean filled(String list, int index, ObjectNode tree) {
    for (FieldLine line : lines) {
      Target to = line.to();
      boolean here =
          to.field().list() >= 0
              && to.field().path().get(to.field().list()).equals(list)
              && (to.fixed() < 0 ? index < line.from().count(tree) : to.fixed() == index);
      JsonNode value = here ? line.from().get(tree, to.fixed() < 0 ? index : 0) : null;
      if (value != null && !value.isContainerNode() && !value.asText().isBlank()) {
        return true;
      }
    }
    return false;
  }

  /** Writes one of our records as the partner's tree. */
  ObjectNode write(ObjectNode record, Notes notes) {
    ObjectNode tree = JsonNodeFactory.instance.objectNode();
    marks.forEach((place, value) -> place.set(tree, 0, TextNode.valueOf(value)));
    constants.forEach((place, value) -> place.set(tree, 0, TextNode.valueOf(value)));
    if (writes != null) {
      tree.setAll(applied(writes, record, notes));
    } else {
      for (FieldLine line : lines) {
        line.write(record, tree, notes);
      }
    }
    return tree;
  }

  private static ObjectNode applied(Expression expression, ObjectNode to, Notes notes) {
    notes.about("", "");
    try {
      if (expression.apply(to) instanceof ObjectNode object) {
        return object.deepCopy();
      }
    } catch (RuntimeException | StackOverflowError failed) {
      // Whatever it is, its message may hold values.
    }
    notes.refuse(
        RejectionCode.SCHEMA_INVALID,
        "transformation",
        "该方言的转换程序无法处理此记录,请核对内容或方言文件。",
        "The dialect's transformation fails on this record: look over the content, or its file.");
    return JsonNodeFactory.instance.objectNode();
  }

  /**
   * The line that reads a field of ours; the first, if several do.
   *
   * @param index place of its list in the partner's document
   */
  Optional<FieldLine> lineOf(String pointer, int index) {
    String field = pointer.replaceAll("/[0-9]+(?=/|$)", "");
    return lines.stream()
        .filter(
            line ->
                line.to().field().pointer().equals(field)
                    && (line.to().fixed() < 0 || line.to().fixed() == index))
        .findFirst();
  }

  /** The columns of a table that holds this type alone, in the dialect's order. */
  List<TemplateColumn> columns(RecordType agreed, boolean chinese) {
    Map<String, TemplateColumn> columns = new LinkedHashMap<>();
    marks.forEach(
        (place, value) ->
            columns.put(
                place.written(), new TemplateColumn(place.written(), true, List.of(value), "")));
    Set<Target> preset = presets.stream().map(Preset::to).collect(Collectors.toSet());
    for (FieldLine line : lines) {
      if (agreed.fields().contains(line.to().field().pointer())) {
        boolean given = preset.contains(line.to());
        columns.putIfAbsent(line.from().written(), TemplateColumn.of(line, given, agreed, chinese));
      }
    }
    return List.copyOf(columns.values());
  }

  /** What is empty in a list, or has nothing in it, was not there. */
  private static boolean prune(JsonNode node) {
    if (node instanceof ObjectNode object) {
      List<String> empty = new ArrayList<>();
      for (Map.Entry<String, JsonNode> each : object.properties()) {
        if (each.getValue().isContainerNode() && prune(each.getValue())) {
          empty.add(each.getKey());
        }
      }
      object.remove(empty);
      return object.isEmpty();
    }
    if (node instanceof ArrayNode array) {
      for (Iterator<JsonNode> each = array.iterator(); each.hasNext(); ) {
        JsonNode one = each.next();
        if (one.isNull() || (one.isContainerNode() && prune(one))) {
          each.remove();
        }
      }
      return array.isEmpty();
    }
    return false;
  }
}
