package hutong.gateway.demo;

import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Everything the demo's clients know by themselves.
 *
 * @param wired what went over the wire past a gateway, by id
 */
record Books(SentBook sent, ReceivedBook received, Map<UUID, Wired> wired) {

  static Books empty() {
    return new Books(new SentBook(), new ReceivedBook(), new ConcurrentHashMap<>());
  }
}
