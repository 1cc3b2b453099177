package hutong.gateway.ledger;

import java.sql.SQLException;
import java.util.List;

/**
 * Chooses what a system gets next, in order of arrival, and nothing of a stream while an earlier
 * record of it is with somebody else. Arrival is the stream's order: its sender has one record of a
 * stream under way at a time, and whoever breaks that rule spoils its own order alone.
 */
final class NextInOrder {
  private static final String NEXT =
      "SELECT m.transfer FROM mailbox m"
          + " WHERE m.system = ? AND m.state IN ('WAITING', 'RETURNED')"
          // Until all that it takes over is here, what is here may be later.
          + " AND NOT EXISTS (SELECT 1 FROM takeover k WHERE k.new_system = m.system"
          + " AND k.finished IS NULL)"
          + " AND NOT EXISTS (SELECT 1 FROM mailbox e WHERE e.stream_id = m.stream_id"
          + " AND e.system = m.system AND e.state <> 'TAKEN' AND e.lease_until IS NOT NULL"
          + " AND e.transfer < m.transfer) ORDER BY m.transfer LIMIT ?";

  private NextInOrder() {}

  /** Keys of transfers, in the order in which to hand them out. */
  static List<Long> choose(Sql sql, String system, int max) throws SQLException {
    return sql.list(NEXT, row -> row.number(1), system, max);
  }
}
