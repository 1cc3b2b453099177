package hutong.gateway.ledger;

import hutong.gateway.ledger.Event.Subject;
import hutong.gateway.ledger.Event.What;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/**
 * Takes back what was handed out and not answered in time.
 *
 * <p>The lease under which a record was handed out stays noted: until it is handed out again, an
 * answer under it still counts.
 */
final class Lapsed {
  private static final String FIND =
      "SELECT "
          + FactsColumns.SUBJECT
          + ", m.system FROM mailbox m JOIN transfer t ON t.key = m.transfer"
          + " WHERE m.lease_until IS NOT NULL AND (m.lease_until <= ? OR m.lease_until > ?)";

  /** No lease runs as long; one that seems to was given by a clock that was ahead. */
  private static final Duration LONGEST = Duration.ofHours(2);

  private Lapsed() {}

  private record Item(Subject subject, String system) {}

  static int release(Turn turn, Instant now, int max) throws SQLException {
    return release(
        turn,
        now,
        turn.sql()
            .list(
                FIND + " ORDER BY m.lease_until LIMIT ?",
                Lapsed::read,
                now,
                now.plus(LONGEST),
                max));
  }

  static int releaseOf(String system, Turn turn, Instant now, int max) throws SQLException {
    return release(
        turn,
        now,
        turn.sql()
            .list(
                FIND + " AND m.system = ? ORDER BY m.lease_until LIMIT ?",
                Lapsed::read,
                now,
                now.plus(LONGEST),
                system,
                max));
  }

  private static Item read(Row row) throws SQLException {
    return new Item(FactsColumns.subject(row, 1), row.text(5));
  }

  private static int release(Turn turn, Instant now, List<Item> lapsed) throws SQLException {
    Sql.Batch rows =
        turn.sql()
            .batch(
                "UPDATE mailbox SET state = 'WAITING', lease_until = NULL"
                    + " WHERE transfer = ? AND system = ?");
    for (Item item : lapsed) {
      rows.add(item.subject.key(), item.system);
      turn.event(item.subject, new What("LEASE_LAPSED", null, item.system), now);
    }
    rows.run();
    return lapsed.size();
  }
}
