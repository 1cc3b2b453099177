package hutong.gateway.torture;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

/** Holds the book against what the senders' nodes say when all is quiet. */
final class Judge {

  /**
   * What a sender's node says in the end.
   *
   * @param state null if it does not know the record
   * @param receipt whether it has a signed receipt
   */
  record Said(String state, boolean receipt) {

    boolean ended() {
      return ended(state);
    }

    static boolean ended(String state) {
      return "ACCEPTED".equals(state) || "REJECTED".equals(state);
    }
  }

  private Judge() {}

  /** How the clients decide: by the id alone. */
  static boolean accepts(UUID id) {
    return Math.floorMod(id.hashCode(), 10) != 0;
  }

  static Verdict judge(Book book, Map<UUID, Said> said) {
    List<UUID> handedOut = book.handedOut();
    Set<UUID> delivered = new HashSet<>(handedOut);
    long lost = 0;
    long differing = 0;
    long receipts = 0;
    long known = 0;
    for (Book.Entry entry : book.entries()) {
      UUID id = entry.id();
      Said end = said.getOrDefault(id, new Said(null, false));
      if (!delivered.contains(id) || !end.ended()) {
        lost++;
      } else if (accepts(id) != "ACCEPTED".equals(end.state())) {
        differing++;
      }
      receipts += end.receipt() ? 0 : 1;
      known += delivered.contains(id) ? 1 : 0;
    }
    long strangers = delivered.size() - known;
    return new Verdict(
        book.acknowledged(),
        known,
        lost,
        book.duplicated() + strangers,
        outOfOrder(book.entries(), handedOut),
        differing,
        receipts,
        0);
  }

  /** Says of each that is lost, or has no receipt, what is known of it; ids and states alone. */
  static List<String> missing(Book book, Map<UUID, Said> said) {
    Set<UUID> delivered = new HashSet<>(book.handedOut());
    List<String> missing = new ArrayList<>();
    for (Book.Entry entry : book.entries()) {
      Said end = said.getOrDefault(entry.id(), new Said(null, false));
      boolean handedOut = delivered.contains(entry.id());
      if (!handedOut || !end.ended() || !end.receipt()) {
        missing.add(
            "%s handedOut=%s sendersState=%s receipt=%s"
                .formatted(entry.id(), handedOut, end.state(), end.receipt()));
      }
    }
    return missing;
  }

  /** Counts records first handed out after a later one of their stream. */
  private static long outOfOrder(List<Book.Entry> entries, List<UUID> handedOut) {
    Map<UUID, Integer> places = new HashMap<>();
    Map<UUID, String> streams = new HashMap<>();
    for (Book.Entry entry : entries) {
      places.put(entry.id(), places.size());
      streams.put(entry.id(), entry.stream());
    }
    Map<String, Integer> latest = new HashMap<>();
    Set<UUID> seen = new HashSet<>();
    long wrong = 0;
    for (UUID id : handedOut) {
      if (streams.containsKey(id) && seen.add(id)) {
        int place = places.get(id);
        int before = latest.getOrDefault(streams.get(id), -1);
        wrong += place < before ? 1 : 0;
        latest.put(streams.get(id), Math.max(place, before));
      }
    }
    return wrong;
  }
}
