package hutong.gateway.ledger;

import hutong.routes.ledger.Counted.Expected;
import java.sql.SQLException;
import java.util.List;

/**
 * Keeps how many records summaries say that their senders send. It counts once a summary is
 * accepted, at both sides; of two for one period that which was written later.
 */
final class Rosters {
  static final String TYPE = "RosterSummary";

  private final Sql.Batch lines;
  private final Sql.Batch accepted;

  Rosters(Sql sql) throws SQLException {
    lines =
        sql.batch(
            "INSERT INTO roster_line (transfer, type, first_day, last_day, expected)"
                + " VALUES (?, ?, ?, ?, ?)");
    accepted =
        sql.batch(
            "INSERT INTO expectation (outbound, partner, division, type, first_day, last_day,"
                + " expected, said) SELECT t.outbound, t.partner, t.target, l.type, l.first_day,"
                + " l.last_day, l.expected, t.created FROM roster_line l"
                + " JOIN transfer t ON t.key = l.transfer WHERE l.transfer = ?"
                + " ON CONFLICT (first_day, last_day, outbound, partner, division, type)"
                + " DO UPDATE SET expected = excluded.expected, said = excluded.said"
                + " WHERE excluded.said >= expectation.said");
  }

  /** Of a summary that is new here. */
  void add(long key, List<Expected> expected) throws SQLException {
    for (Expected one : expected) {
      lines.add(key, one.type(), one.first(), one.last(), one.number());
    }
  }

  /** Of any record. */
  void accepted(long key, String type) throws SQLException {
    if (type.equals(TYPE)) {
      accepted.add(key);
    }
  }

  /** After the rows of the summaries are written. */
  void run() throws SQLException {
    lines.run();
    accepted.run();
  }
}
