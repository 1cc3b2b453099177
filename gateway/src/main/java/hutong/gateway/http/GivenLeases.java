package hutong.gateway.http;

import hutong.routes.ledger.Lease;
import hutong.routes.ledger.MailItem;
import hutong.routes.ledger.TransferId;
import java.time.Instant;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/**
 * Remembers what was handed out under the leases that still run, so that a system can answer for
 * all of it at once, and again. In memory: after a restart, or at another replica, the ledger knows
 * what has not been answered for.
 */
final class GivenLeases {

  private static final int MOST = 10_000;

  private record Key(String system, UUID lease) {}

  private record Given(Instant until, List<TransferId> items) {}

  private final Map<Key, Given> given = new LinkedHashMap<>();

  synchronized void remember(String system, Lease lease, Instant now) {
    Iterator<Given> oldestFirst = given.values().iterator();
    while (oldestFirst.hasNext()) {
      boolean lapsed = oldestFirst.next().until().isBefore(now);
      if (!lapsed && given.size() < MOST) {
        break;
      }
      oldestFirst.remove();
    }
    List<TransferId> items =
        lease.items().stream().map((MailItem item) -> item.facts().transferId()).toList();
    given.put(new Key(system, lease.id()), new Given(lease.until(), items));
  }

  synchronized Optional<List<TransferId>> items(String system, UUID lease) {
    return Optional.ofNullable(given.get(new Key(system, lease))).map(Given::items);
  }
}
