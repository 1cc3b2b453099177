package hutong.gateway.torture;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** What nodes acknowledged and local systems received, kept outside every node. */
final class Book {

  /**
   * A record that a node has taken over.
   *
   * @param node index of the sender
   * @param stream names (sender, recipient, person), in numbers
   */
  record Entry(UUID id, int node, String stream) {}

  private final Map<UUID, Entry> acknowledged = new LinkedHashMap<>();
  private final Map<String, UUID> keys = new HashMap<>();
  private final List<UUID> handedOut = new ArrayList<>();
  private final Map<UUID, Integer> settled = new HashMap<>();
  private long duplicated;

  /** A post was answered; answers for one stream are entered in the order of their posts. */
  synchronized void acknowledged(String key, Entry entry) {
    UUID before = keys.putIfAbsent(key, entry.id());
    if (before == null && acknowledged.putIfAbsent(entry.id(), entry) != null) {
      duplicated++; // One id for two records is as bad as two ids for one.
    } else if (before != null && !before.equals(entry.id())) {
      duplicated++;
    }
  }

  synchronized void handedOut(UUID id) {
    if (settled.containsKey(id)) {
      duplicated++;
    } else {
      handedOut.add(id);
    }
  }

  /** A node has said that it keeps the decision. */
  synchronized void settled(UUID id) {
    settled.merge(id, 1, Integer::sum);
  }

  synchronized List<Entry> entries() {
    return List.copyOf(acknowledged.values());
  }

  synchronized List<UUID> handedOut() {
    return List.copyOf(handedOut);
  }

  synchronized long acknowledged() {
    return acknowledged.size();
  }

  /** Taken over and not decided yet, as far as the clients know. */
  synchronized long underWay() {
    return (long) acknowledged.size() - settled.size();
  }

  synchronized long duplicated() {
    return duplicated;
  }
}
