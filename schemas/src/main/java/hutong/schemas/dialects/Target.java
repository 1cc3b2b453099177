package hutong.schemas.dialects;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.LongNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import hutong.schemas.CanonicalField;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * A field of our own record, as a dialect names it: {@code subject.name}, {@code item.*.code} for
 * each item, {@code item.2.code} for the second.
 *
 * @param fixed place in the list, from 0; -1 if the partner's place counts
 */
record Target(CanonicalField field, int fixed) {
  private static final int LONGEST_NUMBER = 18;

  /**
   * @throws IllegalArgumentException if the type has no such field, or a list is not named as one
   */
  static Target of(String written, Map<String, CanonicalField> fields) {
    List<String> names = new ArrayList<>(List.of(written.split("\\.", -1)));
    String place = null;
    for (int i = names.size() - 1; i > 0; i--) {
      if (names.get(i).equals("*") || names.get(i).matches("[1-9][0-9]?")) {
        place = names.remove(i);
      }
    }
    CanonicalField field = fields.get(String.join(".", names));
    if (field == null) {
      throw new IllegalArgumentException("there is no field " + String.join(".", names));
    }
    if ((field.list() >= 0) != (place != null)) {
      throw new IllegalArgumentException(
          field.list() >= 0
              ? "it stands in a list: write * or a number after " + field.path().get(field.list())
              : "it stands in no list");
    }
    return new Target(field, place == null || place.equals("*") ? -1 : Integer.parseInt(place) - 1);
  }

  boolean each() {
    return field.list() >= 0 && fixed < 0;
  }

  /** The value at a place of its list, as text; null if there is none. */
  String get(ObjectNode record, int index) {
    JsonNode there = node(record, index);
    return there == null ? null : there.asText();
  }

  /** The value at a place of its list; null if there is none. */
  JsonNode node(ObjectNode record, int index) {
    JsonNode at = record;
    List<String> path = field.path();
    for (int i = 0; i < path.size() && at != null; i++) {
      at = at.get(path.get(i));
      if (i == field.list() && at != null) {
        at = at.get(fixed < 0 ? index : fixed);
      }
    }
    return at == null || at.isNull() ? null : at;
  }

  /** How many there are in its list; one if it stands in none. */
  int count(ObjectNode record) {
    if (!each()) {
      return 1;
    }
    JsonNode at = record;
    for (int i = 0; i <= field.list() && at != null; i++) {
      at = at.get(field.path().get(i));
    }
    return at == null ? 0 : at.size();
  }

  /** Puts a value there; what is on the way is made. */
  void set(ObjectNode record, int index, String value) {
    ObjectNode at = record;
    List<String> path = field.path();
    int last = path.size() - 1;
    for (int i = 0; i < last; i++) {
      if (i == field.list()) {
        at = element(at.withArrayProperty(path.get(i)), fixed < 0 ? index : fixed);
      } else {
        at = at.withObjectProperty(path.get(i));
      }
    }
    if (field.list() == last) {
      ArrayNode list = at.withArrayProperty(path.get(last));
      fill(list, fixed < 0 ? index : fixed);
      list.set(fixed < 0 ? index : fixed, typed(value));
    } else {
      at.set(path.get(last), typed(value));
    }
  }

  private static ObjectNode element(ArrayNode list, int index) {
    fill(list, index);
    if (list.get(index).isNull()) {
      list.set(index, list.objectNode());
    }
    return (ObjectNode) list.get(index);
  }

  private static void fill(ArrayNode list, int index) {
    while (list.size() <= index) {
      list.addNull();
    }
  }

  /** What does not look like its kind stays text: reading the record then says what is wrong. */
  private JsonNode typed(String value) {
    return switch (field.kind()) {
      case INTEGER ->
          digits(value) ? LongNode.valueOf(Long.parseLong(value)) : TextNode.valueOf(value);
      case BOOLEAN ->
          value.equals("true") || value.equals("false")
              ? BooleanNode.valueOf(value.equals("true"))
              : TextNode.valueOf(value);
      case TEXT -> TextNode.valueOf(value);
    };
  }

  private static boolean digits(String value) {
    return !value.isEmpty()
        && value.length() <= LONGEST_NUMBER
        && value.chars().allMatch(c -> c >= '0' && c <= '9');
  }

  /** JSON Pointer of the value at a place of its list. */
  String pointer(int index) {
    StringBuilder pointer = new StringBuilder();
    for (int i = 0; i < field.path().size(); i++) {
      pointer.append('/').append(field.path().get(i));
      if (i == field.list()) {
        pointer.append('/').append(fixed < 0 ? index : fixed);
      }
    }
    return pointer.toString();
  }
}
