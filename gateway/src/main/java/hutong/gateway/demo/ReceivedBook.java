package hutong.gateway.demo;

import hutong.gateway.demo.people.Region;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;

/** The receiving clients' own book, outside every gateway: what each desk got and decided. */
final class ReceivedBook {

  private record Key(Desk desk, UUID id) {}

  private final Map<Key, Received> received = new ConcurrentHashMap<>();

  void handedOut(Desk desk, UUID id, Region from, String type) {
    received.merge(
        new Key(desk, id),
        new Received(desk, id, from, type, null, 0),
        (before, now) -> before.handedOut());
  }

  void decided(Desk desk, UUID id, Fate fate) {
    received.computeIfPresent(new Key(desk, id), (key, before) -> before.decided(fate));
  }

  Optional<Received> of(Desk desk, UUID id) {
    return Optional.ofNullable(received.get(new Key(desk, id)));
  }

  /** Whether it was handed to that desk and decided there. */
  boolean settled(Desk desk, UUID id) {
    return of(desk, id).filter(one -> one.decided() != null).isPresent();
  }

  Collection<Received> all() {
    return received.values();
  }
}
