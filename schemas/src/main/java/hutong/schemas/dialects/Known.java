package hutong.schemas.dialects;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** What of a partner's document a dialect knows, so that the rest can be named as not carried. */
final class Known {
  private static final int MOST_UNREAD = 50;
  private static final String MORE = "…";
  private static final Known NOTHING = new Known();

  private final Map<String, Known> inside = new HashMap<>();
  private boolean value;
  private boolean all;

  /** Whether every one of a list is read here, and not the first alone. */
  private boolean each;

  /** A value is read there. */
  void value(List<String> names) {
    to(names).value = true;
  }

  /** Nothing at or below it is missed. */
  void ignored(List<String> names) {
    to(names).all = true;
  }

  private Known to(List<String> names) {
    Known at = this;
    for (String name : names) {
      if (name.equals("*")) {
        at.each = true;
      } else {
        at = at.inside.computeIfAbsent(name, any -> new Known());
      }
    }
    return at;
  }

  /** Whether nothing there is missed. */
  boolean ignores(List<String> names) {
    Known at = this;
    for (String name : names) {
      if (at.all) {
        return true;
      }
      at = at.inside.getOrDefault(name, NOTHING);
    }
    return at.all;
  }

  /** Whether a value is read there; by its JSON Pointer in the partner's tree. */
  boolean reads(String pointer) {
    Known at = this;
    for (String name : pointer.substring(1).split("/", -1)) {
      boolean index = at.inside.get(name) == null && name.matches("[0-9]+|#");
      at = index ? at : at.inside.get(name);
      if (at == null || at.all) {
        return false;
      }
    }
    return at.value;
  }

  /** Adds the places of what is there and not known; at most fifty, never a value. */
  void unread(JsonNode tree, String path, List<String> unread) {
    if (all || unread.size() > MOST_UNREAD) {
      return;
    }
    if (unread.size() == MOST_UNREAD) {
      unread.add(MORE);
      return;
    }
    if (tree.isArray()) {
      for (int i = 0; i < tree.size(); i++) {
        boolean read = each || i == 0;
        String place = read ? path : path + "/" + (i + 1);
        (read ? this : NOTHING).unread(tree.get(i), place, unread);
      }
    } else if (tree.isObject()) {
      for (Map.Entry<String, JsonNode> each : tree.properties()) {
        below(each.getKey(), each.getValue(), path, unread);
      }
    } else if (!value && !tree.isNull() && !tree.asText().isBlank() && !unread.contains(path)) {
      unread.add(path);
    }
  }

  private void below(String name, JsonNode node, String path, List<String> unread) {
    boolean ownText = name.equals(Names.TEXT) && value;
    if (!ownText) {
      String place = path.isEmpty() ? name : path + "/" + name;
      inside.getOrDefault(name, NOTHING).unread(node, place, unread);
    }
  }
}
