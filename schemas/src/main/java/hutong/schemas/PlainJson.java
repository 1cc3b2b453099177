package hutong.schemas;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;

/**
 * Reads a record of parsed JSON that has nothing wrong at a glance. Like {@link PlainXml} it never
 * refuses: what is not plain is left to the general reader.
 */
final class PlainJson {
  private final Limits limits;
  private int elements;

  private PlainJson(Limits limits) {
    this.limits = limits;
  }

  /** Null if the record is not plain. */
  static Object read(JsonNode parsed, Map<String, PlainType> types, Limits limits) {
    JsonNode name = parsed.get(JsonEvents.TYPE);
    PlainType type = name == null || !name.isTextual() ? null : types.get(name.textValue());
    return type == null ? null : new PlainJson(limits).structure(type, parsed, 0);
  }

  /** Null if it is not plain. */
  private Object structure(PlainType type, JsonNode node, int level) {
    if (!node.isObject() || beyond(level)) {
      return null;
    }
    Object made = type.make();
    int known = level == 0 ? 1 : 0; // The type is no field of its own.
    for (PlainType.Part part : type.parts()) {
      JsonNode value = node.get(part.name());
      if (value == null) {
        if (part.least() > 0) {
          return null;
        }
        continue;
      }
      known++;
      boolean taken =
          part.child().list()
              ? items(made, part, value, level + 1)
              : item(made, part, value, level + 1);
      if (!taken) {
        return null;
      }
    }
    return known == node.size() ? made : null;
  }

  private boolean items(Object owner, PlainType.Part part, JsonNode array, int level) {
    if (!array.isArray() || array.size() < part.least() || array.size() > part.most()) {
      return false;
    }
    for (JsonNode each : array) {
      if (!item(owner, part, each, level)) {
        return false;
      }
    }
    return true;
  }

  private boolean item(Object owner, PlainType.Part part, JsonNode node, int level) {
    Object made =
        part.inner() != null
            ? structure(part.inner(), node, level)
            : part.value() != null ? value(part, node, level) : null;
    if (made == null) {
      return false;
    }
    PlainType.put(owner, part, made);
    return true;
  }

  private Object value(PlainType.Part part, JsonNode node, int level) {
    if (beyond(level) || !part.child().token().fits(node)) {
      return null;
    }
    String text = node.asText();
    return text.length() > limits.text() || !Characters.allowedInXml(text)
        ? null
        : part.value().read(text);
  }

  private boolean beyond(int level) {
    return ++elements > limits.elements() || level >= limits.depth();
  }
}
