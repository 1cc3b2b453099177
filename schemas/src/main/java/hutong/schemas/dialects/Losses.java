package hutong.schemas.dialects;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Compares two JSON documents field by field and names what differs; never a value. */
public final class Losses {
  private Losses() {}

  /** JSON Pointers of values that one has and the other has not, or has otherwise. */
  public static List<String> between(JsonNode before, JsonNode after) {
    if (before.equals(after)) {
      return List.of();
    }
    List<String> found = new ArrayList<>();
    compare("", before, after, found);
    return found;
  }

  private static void compare(String pointer, JsonNode before, JsonNode after, List<String> found) {
    if (before.equals(after)) {
      return;
    }
    if (before.isObject()) {
      for (Map.Entry<String, JsonNode> each : before.properties()) {
        compare(pointer + "/" + each.getKey(), each.getValue(), after.path(each.getKey()), found);
      }
      for (Map.Entry<String, JsonNode> each : after.properties()) {
        if (!before.has(each.getKey())) {
          leaves(pointer + "/" + each.getKey(), each.getValue(), found);
        }
      }
    } else if (before.isArray()) {
      for (int i = 0; i < Math.max(before.size(), after.size()); i++) {
        if (i < before.size()) {
          compare(pointer + "/" + i, before.get(i), after.path(i), found);
        } else {
          leaves(pointer + "/" + i, after.get(i), found);
        }
      }
    } else if (!same(before, after)) {
      found.add(pointer);
    }
  }

  /** A number is the same however it was read. */
  private static boolean same(JsonNode before, JsonNode after) {
    return before.isNumber() && after.isNumber() && before.asText().equals(after.asText());
  }

  private static void leaves(String pointer, JsonNode node, List<String> found) {
    if (node.isContainerNode()) {
      for (Map.Entry<String, JsonNode> each : node.properties()) {
        leaves(pointer + "/" + each.getKey(), each.getValue(), found);
      }
      for (int i = 0; node.isArray() && i < node.size(); i++) {
        leaves(pointer + "/" + i, node.get(i), found);
      }
    } else {
      found.add(pointer);
    }
  }
}
