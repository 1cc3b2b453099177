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
  private final Map<UUID, Long> settled = new HashMap<>();
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

  /**
   * A node gave it to a local system. What it gives to one that asked before another's decision was
   * kept is a late answer; what it gives to one that asked afterwards is a duplicate.
   *
   * @param asked when the system asked, of {@link System#nanoTime}
   */
  synchronized void handedOut(UUID id, long asked) {
    Long kept = settled.get(id);
    if (kept == null) {
      handedOut.add(id);
    } else if (kept - asked < 0) {
      duplicated++;
    }
  }

  /** A node has said that it keeps the decision. */
  synchronized void settled(UUID id) {
    settled.putIfAbsent(id, System.nanoTime());
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
