package hutong.schemas.dialects;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;

/**
 * A place in a partner's tree. One {@code *} after a name that stands often means each of them; of
 * a list without it, the first is meant.
 *
 * @param star place of the {@code *} among the names; -1 if there is none
 */
record PartnerPath(String written, List<String> names, int star) {
  private static final String EACH = "*";

  static PartnerPath of(String written, List<String> names) {
    return new PartnerPath(written, List.copyOf(names), names.indexOf(EACH));
  }

  /** How many there are in the list that {@code *} stands for; one without it. */
  int count(JsonNode tree) {
    if (star < 0) {
      return 1;
    }
    JsonNode list = walk(tree, 0, star);
    return list == null ? 0 : list.isArray() ? list.size() : 1;
  }

  /** The value in the list's place; null if there is none. */
  JsonNode get(JsonNode tree, int index) {
    if (star < 0) {
      return value(walk(tree, 0, names.size()));
    }
    JsonNode list = walk(tree, 0, star);
    if (list == null) {
      return null;
    }
    JsonNode one = list.isArray() ? list.get(index) : index == 0 ? list : null;
    return one == null ? null : value(walk(one, star + 1, names.size()));
  }

  /** Whether anything stands there. */
  boolean isIn(JsonNode tree) {
    return walk(tree, 0, star < 0 ? names.size() : star) != null;
  }

  private JsonNode walk(JsonNode from, int begin, int end) {
    JsonNode at = from;
    for (int i = begin; i < end && at != null; i++) {
      JsonNode one = first(at);
      at = one == null ? null : one.get(names.get(i));
    }
    return at;
  }

  private static JsonNode first(JsonNode at) {
    return at.isArray() ? at.get(0) : at;
  }

  /** An element's own text, where it has attributes besides. */
  private static JsonNode value(JsonNode at) {
    JsonNode one = at == null ? null : first(at);
    return one != null && one.isObject() ? one.get(Names.TEXT) : one;
  }

  /** Puts a value there; what is on the way is made. */
  void set(ObjectNode tree, int index, JsonNode value) {
    ObjectNode at = tree;
    int last = names.size() - 1;
    for (int i = 0; i < last; i++) {
      String name = names.get(i);
      if (i + 1 == star) {
        ArrayNode list = at.withArrayProperty(name);
        while (list.size() <= index) {
          list.addNull();
        }
        if (star == last) {
          list.set(index, value);
          return;
        }
        if (list.get(index).isNull()) {
          list.set(index, list.objectNode());
        }
        at = (ObjectNode) list.get(index);
        i++;
      } else {
        at = child(at, name);
      }
    }
    JsonNode there = at.get(names.get(last));
    if (there != null && there.isObject()) {
      ((ObjectNode) there).set(Names.TEXT, value);
    } else {
      at.set(names.get(last), value);
    }
  }

  /** A text that has to hold more becomes the own text of an element. */
  private static ObjectNode child(ObjectNode at, String name) {
    JsonNode there = at.get(name);
    if (there instanceof ArrayNode list && list.get(0) instanceof ObjectNode first) {
      return first;
    }
    if (there instanceof ObjectNode object) {
      return object;
    }
    ObjectNode made = at.objectNode();
    if (there != null) {
      made.set(Names.TEXT, there);
    }
    at.set(name, made);
    return made;
  }

  /** As a person names it, in its list's place. */
  String shown(int index) {
    return star < 0 ? written : written.replace(EACH, Integer.toString(index + 1));
  }
}
