package hutong.schemas.dialects;

import ca.uhn.hl7v2.HL7Exception;
import ca.uhn.hl7v2.model.Composite;
import ca.uhn.hl7v2.model.GenericSegment;
import ca.uhn.hl7v2.model.Primitive;
import ca.uhn.hl7v2.model.Type;
import ca.uhn.hl7v2.model.Varies;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

/**
 * Makes a tree of a segment's fields: field number, then always component number, then the text. A
 * component with subcomponents is an object with the first as its own text ({@link Names#TEXT}) and
 * the others by number, so that one path leads to the first whether or not others follow.
 */
final class Hl7Fields {
  private static final String NULL = "\"\"";

  private Hl7Fields() {}

  /** An empty segment is left out. */
  static void put(ObjectNode tree, String name, GenericSegment segment) throws HL7Exception {
    ObjectNode fields = JsonNodeFactory.instance.objectNode();
    for (int i = 1; i <= segment.numFields(); i++) {
      JsonNode whole = null;
      for (Type repetition : segment.getField(i)) {
        whole = joined(whole, components(repetition));
      }
      set(fields, i, whole);
    }
    JsonNode all = joined(tree.get(name), fields.isEmpty() ? null : fields);
    if (all != null) {
      tree.set(name, all);
    }
  }

  private static ObjectNode components(Type field) {
    ObjectNode components = JsonNodeFactory.instance.objectNode();
    Type[] all = parts(field);
    for (int i = 0; i < all.length; i++) {
      set(components, i + 1, component(all[i]));
    }
    return components.isEmpty() ? null : components;
  }

  private static JsonNode component(Type component) {
    Type[] all = parts(component);
    JsonNode first = text(all[0]);
    ObjectNode object = null;
    for (int i = 1; i < all.length; i++) {
      JsonNode one = text(all[i]);
      if (one != null) {
        object = object == null ? JsonNodeFactory.instance.objectNode() : object;
        object.set(Integer.toString(i + 1), one);
      }
    }
    if (object != null && first != null) {
      object.set(Names.TEXT, first);
    }
    return object == null ? first : object;
  }

  /** HAPI makes parts only where there are some; at least one is returned. */
  private static Type[] parts(Type of) {
    Type data = data(of);
    return data instanceof Composite composite ? composite.getComponents() : new Type[] {data};
  }

  private static Type data(Type of) {
    return of instanceof Varies varies ? varies.getData() : of;
  }

  private static JsonNode text(Type part) {
    String value = data(part) instanceof Primitive primitive ? primitive.getValue() : null;
    return value == null || value.isEmpty() || value.equals(NULL)
        ? null
        : JsonNodeFactory.instance.textNode(value);
  }

  private static void set(ObjectNode object, int number, JsonNode value) {
    if (value != null) {
      object.set(Integer.toString(number), value);
    }
  }

  /** A second makes a list of it. */
  private static JsonNode joined(JsonNode there, JsonNode more) {
    if (there == null || more == null) {
      return there == null ? more : there;
    }
    return there instanceof ArrayNode list
        ? list.add(more)
        : JsonNodeFactory.instance.arrayNode().add(there).add(more);
  }
}
