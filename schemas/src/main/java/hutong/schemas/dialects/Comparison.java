package hutong.schemas.dialects;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * One record side by side as its source wrote it, as we hold it, and as its target will read it,
 * with the rule for each field.
 *
 * @param type of the record
 * @param lines in the order of our own form; then what is lost on the way in
 */
public record Comparison(String type, List<Line> lines) {

  /** What a field is in a partner's document. */
  public record Side(String place, String rule, String value) {}

  /**
   * One field.
   *
   * @param pointer into our own form; empty for what is lost on the way in
   * @param value in our own form; empty for what is lost on the way in
   * @param from where it comes from; empty for what no place of the source gives
   * @param to where it goes to; empty if the target does not carry it
   * @param changed whether the target reads it otherwise than it is
   */
  public record Line(
      String pointer, String value, List<Side> from, List<Side> to, boolean changed) {

    /** The same without what the values say, but for their length. */
    public Line masked() {
      return new Line(pointer, mask(value), masked(from), masked(to), changed);
    }

    private static List<Side> masked(List<Side> sides) {
      return sides.stream()
          .map(each -> new Side(each.place(), each.rule(), mask(each.value())))
          .toList();
    }

    private static String mask(String value) {
      return "*".repeat(value.codePointCount(0, value.length()));
    }
  }

  public Comparison masked() {
    return new Comparison(type, lines.stream().map(Line::masked).toList());
  }

  /**
   * Sets a record beside what it was made of, and beside what becomes of it.
   *
   * @param source what it was read from; null if that is not at hand
   * @param record as its JSON
   * @param target the dialect it is to be written in; null for none
   * @throws Unwritable if the target has no form for this type
   */
  public static Comparison of(Translated source, ObjectNode record, Dialect target, Instant now)
      throws Unwritable {
    Map<String, List<Side>> from = new LinkedHashMap<>();
    if (source != null && source.map() != null) {
      sides(source.map(), source.tree(), from);
      for (Preset preset : source.map().presets()) {
        from.computeIfAbsent(
            preset.to().pointer(0), any -> List.of(new Side("", "default " + preset.text(), "")));
      }
    }
    Map<String, List<Side>> to = new LinkedHashMap<>();
    List<String> lost = List.of();
    if (target != null) {
      DialectWriter.Translation written =
          DialectWriter.translated(target, record, now, new Notes(1, Duration.ZERO));
      sides(written.map(), written.tree(), to);
      lost = written.lost();
    }
    List<Line> lines = new ArrayList<>();
    leaves("", record, from, to, lost, lines);
    if (source != null) {
      for (String unread : source.unread()) {
        lines.add(new Line("", "", List.of(new Side(unread, "", "")), List.of(), true));
      }
    }
    return new Comparison(record.path("type").asText(), lines);
  }

  /** Where a dialect reads or writes each field of ours, by its pointer. */
  private static void sides(TypeMap map, ObjectNode tree, Map<String, List<Side>> all) {
    for (FieldLine line : map.lines()) {
      int count = line.from().count(tree);
      for (int i = 0; i < count; i++) {
        JsonNode value = line.from().get(tree, i);
        if (value != null && !value.isContainerNode() && !value.asText("").isBlank()) {
          boolean each = line.to().each() && !line.listed();
          String pointer = line.to().pointer(each ? map.ours(line.to(), i, tree) : 0);
          all.computeIfAbsent(pointer, any -> new ArrayList<>())
              .add(new Side(line.from().shown(i), line.text(), value.asText()));
        }
      }
    }
  }

  private static void leaves(
      String pointer,
      JsonNode node,
      Map<String, List<Side>> from,
      Map<String, List<Side>> to,
      List<String> lost,
      List<Line> lines) {
    if (node.isObject()) {
      for (Map.Entry<String, JsonNode> each : node.properties()) {
        leaves(pointer + "/" + each.getKey(), each.getValue(), from, to, lost, lines);
      }
    } else if (node.isArray()) {
      for (int i = 0; i < node.size(); i++) {
        leaves(pointer + "/" + i, node.get(i), from, to, lost, lines);
      }
    } else if (!pointer.equals("/type")) {
      lines.add(
          new Line(
              pointer,
              node.asText(),
              from.getOrDefault(pointer, List.of()),
              to.getOrDefault(pointer, List.of()),
              lost.contains(pointer)));
    }
  }
}
