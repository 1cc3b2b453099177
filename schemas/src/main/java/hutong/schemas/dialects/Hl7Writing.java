package hutong.schemas.dialects;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;
import java.util.TreeMap;

/** Puts one segment together from its tree, whatever the order there. */
final class Hl7Writing {
  private static final Hl7Delimiters BY = Hl7Delimiters.USUAL;
  private static final Hl7Escaping ESCAPING = new Hl7Escaping(BY);

  private final TreeMap<Hl7Place, String> texts = new TreeMap<>();

  Hl7Writing(JsonNode fields) throws Unwritable {
    for (Map.Entry<String, JsonNode> field : fields.properties()) {
      int number = number(field.getKey());
      if (field.getValue().isArray()) {
        int repetition = 1;
        for (JsonNode one : field.getValue()) {
          field(number, repetition, one);
          repetition++;
        }
      } else {
        field(number, 1, field.getValue());
      }
    }
  }

  boolean isEmpty() {
    return texts.isEmpty();
  }

  /** Appends all that comes after a field; no delimiter is last. */
  void after(int field, StringBuilder to) {
    Hl7Place at = Hl7Place.in(field);
    for (Map.Entry<Hl7Place, String> text : texts.entrySet()) {
      at.delimit(text.getKey(), BY, to);
      ESCAPING.escape(text.getValue(), to);
      at = text.getKey();
    }
  }

  private void field(int number, int repetition, JsonNode value) throws Unwritable {
    if (!value.isObject()) {
      text(new Hl7Place(number, repetition, 1, 1), value);
      return;
    }
    for (Map.Entry<String, JsonNode> each : value.properties()) {
      int component = numberOrFirst(each.getKey());
      if (each.getValue().isObject()) {
        for (Map.Entry<String, JsonNode> last : each.getValue().properties()) {
          int sub = numberOrFirst(last.getKey());
          text(new Hl7Place(number, repetition, component, sub), last.getValue());
        }
      } else {
        text(new Hl7Place(number, repetition, component, 1), each.getValue());
      }
    }
  }

  private void text(Hl7Place place, JsonNode value) throws Unwritable {
    if (value.isContainerNode()) {
      throw TreeFaults.name();
    }
    if (value.isNull() || value.asText().isEmpty()) {
      return;
    }
    if (value.asText().equals("\"\"")) { // It would tell the partner to delete what he has.
      throw TreeFaults.character();
    }
    texts.put(place, value.asText());
  }

  private static int numberOrFirst(String name) throws Unwritable {
    return name.equals(Names.TEXT) ? 1 : number(name);
  }

  /** From 1 to 999. */
  private static int number(String name) throws Unwritable {
    int number = 0;
    for (int i = 0; i < name.length() && number < 1_000; i++) {
      char c = name.charAt(i);
      number = c >= (i == 0 ? '1' : '0') && c <= '9' ? number * 10 + c - '0' : 1_000;
    }
    if (number == 0 || number > 999) {
      throw TreeFaults.name();
    }
    return number;
  }
}
