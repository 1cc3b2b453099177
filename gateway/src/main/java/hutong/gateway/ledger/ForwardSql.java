package hutong.gateway.ledger;

import java.sql.SQLException;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/** Follows what was sent on from one to the next, so that it never goes in a circle. */
record ForwardSql(Readers readers) {
  private static final int MOST_HOPS = 16;

  private record Asked(String node, UUID forwardedBy) {}

  Map<UUID, Set<String>> asked(String system, Collection<UUID> forwards) {
    return readers.read(
        sql -> {
          Map<UUID, Set<String>> found = new HashMap<>();
          for (UUID forward : forwards) {
            Set<String> nodes = asked(sql, system, forward);
            if (!nodes.isEmpty()) {
              found.put(forward, nodes);
            }
          }
          return found;
        });
  }

  private static Set<String> asked(Sql sql, String system, UUID forward) throws SQLException {
    Set<String> nodes = new HashSet<>();
    UUID next = forward;
    for (int hop = 0; next != null && hop < MOST_HOPS; hop++) {
      Optional<Asked> one =
          sql.first(
              "SELECT c.recipient, c.correlation FROM transfer f"
                  + " JOIN mailbox m ON m.transfer = f.key AND "
                  + Successor.of("m.system")
                  + " = ?"
                  + " JOIN transfer c ON c.id = f.correlation AND c.outbound = 1"
                  + " AND c.sender = f.recipient"
                  + " WHERE f.id = ? AND f.outbound = 0 AND f.type = 'Forward'",
              row -> new Asked(row.text(1), row.uuid(2)),
              system,
              next);
      one.ifPresent(asked -> nodes.add(asked.node));
      next = one.map(Asked::forwardedBy).orElse(null);
    }
    return nodes;
  }
}
