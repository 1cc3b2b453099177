package hutong.gateway.demo;

import hutong.gateway.demo.people.Region;
import java.util.UUID;

/**
 * What a receiving client notes of a record that was handed to it.
 *
 * @param decided what it decided, or that it stays silent; null until then
 * @param again how often it was handed out once more after that
 */
record Received(Desk desk, UUID id, Region from, String type, Fate decided, int again) {

  Received handedOut() {
    return decided == null ? this : new Received(desk, id, from, type, decided, again + 1);
  }

  Received decided(Fate fate) {
    return new Received(desk, id, from, type, fate, again);
  }
}
