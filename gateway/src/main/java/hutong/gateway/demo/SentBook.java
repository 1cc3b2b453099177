package hutong.gateway.demo;

import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;

/** The submitting clients' own book, outside every gateway: what was taken over under which id. */
final class SentBook {

  private final Map<UUID, Sent> sent = new ConcurrentHashMap<>();

  /** An id that was entered before has to mean the same record. */
  void enter(Sent one) {
    Sent before = sent.putIfAbsent(one.id(), one);
    if (before != null && !before.equals(one)) {
      throw new IllegalStateException("Two records were taken over under the id " + one.id());
    }
  }

  Optional<Sent> of(UUID id) {
    return Optional.ofNullable(sent.get(id));
  }

  Collection<Sent> all() {
    return sent.values();
  }

  int size() {
    return sent.size();
  }

  /** The desk where a record is to arrive: an answer goes to the desk that asked. */
  Optional<Desk> expectedAt(Sent one) {
    return one.answers() == null
        ? Optional.ofNullable(one.at())
        : of(one.answers()).map(Sent::from);
  }
}
