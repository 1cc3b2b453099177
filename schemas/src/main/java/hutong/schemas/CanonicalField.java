package hutong.schemas;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * One field that a type of record can have, as a dialect names it.
 *
 * @param path names from the record inwards, without places in lists
 * @param lists for each name, whether it may stand several times
 * @param required whether every record of the type has it
 * @param withPart whether it stands wherever the part does that it is in
 * @param choices all that it may say; empty if that is open
 */
public record CanonicalField(
    List<String> path,
    List<Boolean> lists,
    Kind kind,
    boolean required,
    boolean withPart,
    List<String> choices) {

  /** How its value is written in JSON. */
  public enum Kind {
    TEXT,
    INTEGER,
    BOOLEAN
  }

  /** Of every type its fields by their paths with dots, in the schema's order. */
  public static Map<String, Map<String, CanonicalField>> all() {
    Map<String, Map<String, CanonicalField>> all = new LinkedHashMap<>();
    Documents.shapes()
        .forEach(
            (type, shape) -> {
              Map<String, CanonicalField> fields = new LinkedHashMap<>();
              collect(shape, List.of(), List.of(), true, fields);
              all.put(type, fields);
            });
    return all;
  }

  private static void collect(
      Shape shape,
      List<String> path,
      List<Boolean> lists,
      boolean required,
      Map<String, CanonicalField> fields) {
    for (Shape.Child child : shape.children()) {
      List<String> to = new ArrayList<>(path);
      to.add(child.name());
      List<Boolean> many = new ArrayList<>(lists);
      many.add(child.list());
      boolean needed = required && child.required();
      if (child.shape() == null) {
        Kind kind =
            switch (child.token()) {
              case INTEGER -> Kind.INTEGER;
              case BOOLEAN -> Kind.BOOLEAN;
              default -> Kind.TEXT;
            };
        List<String> choices = new ArrayList<>();
        if (child.type().isEnum()) {
          for (Object one : child.type().getEnumConstants()) {
            choices.add(one.toString());
          }
        }
        var field =
            new CanonicalField(
                List.copyOf(to), List.copyOf(many), kind, needed, child.required(), choices);
        fields.put(String.join(".", to), field);
      } else {
        collect(child.shape(), to, many, needed, fields);
      }
    }
  }

  /** The list's place among the names; -1 if it stands in none. */
  public int list() {
    return lists.indexOf(true);
  }

  /** JSON Pointer without places in lists, as {@code record-types.json} writes it. */
  public String pointer() {
    return "/" + String.join("/", path);
  }
}
