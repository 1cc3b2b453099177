package hutong.schemas.dialects;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

/**
 * Makes a tree of a segment's texts as they come: field number, then always component number, then
 * the text. A component with subcomponents is an object with the first as its own text ({@link
 * Names#TEXT}) and the others by number, so that one path leads to the first whether or not others
 * follow. What is empty is left out.
 */
final class Hl7Fields {
  private static final String NULL = "\"\"";
  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

  private final ObjectNode fields = NODES.objectNode();
  private JsonNode repetitions;
  private ObjectNode components;
  private ObjectNode subs;
  private JsonNode first;
  private int field = 1;
  private int component = 1;
  private int sub = 1;

  /** Adds the segment to its message, unless it says nothing. */
  void addTo(ObjectNode tree, String name) {
    if (!fields.isEmpty()) {
      tree.set(name, joined(tree.get(name), fields));
    }
  }

  void text(String text) {
    if (text.isEmpty() || text.equals(NULL)) {
      return;
    }
    if (sub == 1) {
      first = NODES.textNode(text);
    } else {
      subs = subs == null ? NODES.objectNode() : subs;
      subs.put(Integer.toString(sub), text);
    }
  }

  void endSub() {
    sub++;
  }

  void endComponent() {
    if (subs != null && first != null) {
      subs.set(Names.TEXT, first);
    }
    if (subs != null || first != null) {
      components = components == null ? NODES.objectNode() : components;
      components.set(Integer.toString(component), subs == null ? first : subs);
    }
    subs = null;
    first = null;
    sub = 1;
    component++;
  }

  void endRepetition() {
    endComponent();
    if (components != null) {
      repetitions = joined(repetitions, components);
    }
    components = null;
    component = 1;
  }

  void endField() {
    endRepetition();
    if (repetitions != null) {
      fields.set(Integer.toString(field), repetitions);
    }
    repetitions = null;
    field++;
  }

  /** A second makes a list of it. */
  private static JsonNode joined(JsonNode there, JsonNode more) {
    if (there == null) {
      return more;
    }
    return there instanceof ArrayNode list
        ? list.add(more)
        : NODES.arrayNode().add(there).add(more);
  }
}
