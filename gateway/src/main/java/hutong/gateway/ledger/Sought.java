package hutong.gateway.ledger;

import hutong.gateway.ledger.Event.Subject;
import hutong.gateway.ledger.Event.What;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/**
 * Records about a person whom their decider does not know yet. Each is set aside and offered again
 * every day: the record that it depends on may be on its way. After {@link #LONGEST} the next
 * "unknown" is a rejection.
 */
final class Sought {
  static final String REASON = "PERSON_UNKNOWN";
  static final Duration LONGEST = Duration.ofDays(14);

  /** Word of the event by which one goes back to be offered. */
  static final String AGAIN = "SOUGHT_AGAIN";

  private static final Duration EVERY = Duration.ofDays(1);
  private static final int MOST = 512;

  private final Instant now;
  private final Sql.Batch rows;
  private final Sql.Batch mailboxes;

  Sought(Sql sql, Instant now) throws SQLException {
    this.now = now;
    this.rows =
        sql.batch(
            "UPDATE transfer SET state = 'PARKED', changed = ?, parked = ?, sought_since = ?,"
                + " seek_at = ? WHERE key = ?");
    this.mailboxes =
        sql.batch(
            "UPDATE mailbox SET state = 'TAKEN', lease_until = NULL"
                + " WHERE transfer = ? AND system = ?");
  }

  /** Until its day is over the decider may still say better, under the lease that it had. */
  void set(long key, String decider, Instant since) throws SQLException {
    rows.add(now, REASON, since, now.plus(EVERY), key);
    mailboxes.add(key, decider);
  }

  void run() throws SQLException {
    rows.run();
    mailboxes.run();
  }

  /** Has those whose day is over offered again, to whoever decides today; how many. */
  static int again(Turn turn, Instant now) throws SQLException {
    List<Subject> due =
        turn.sql()
            .list(
                "SELECT "
                    + FactsColumns.MOVING
                    + " FROM transfer t WHERE t.seek_at IS NOT NULL AND t.seek_at <= ?"
                    + " AND t.state = 'PARKED'"
                    + " ORDER BY t.seek_at LIMIT ?",
                row -> FactsColumns.moving(row, 1),
                now,
                MOST);
    Sql.Batch rows =
        turn.sql()
            .batch(
                "UPDATE transfer SET state = 'RECEIVED', changed = ?, parked = NULL,"
                    + " seek_at = NULL WHERE key = ? AND state = 'PARKED'");
    Sql.Batch mailboxes =
        turn.sql().batch("DELETE FROM mailbox WHERE transfer = ? AND role IS NULL");
    for (Subject each : due) {
      rows.add(now, each.key());
      mailboxes.add(each.key());
      turn.event(each, new What(AGAIN, null, ""), now);
    }
    rows.run();
    mailboxes.run();
    return due.size();
  }
}
