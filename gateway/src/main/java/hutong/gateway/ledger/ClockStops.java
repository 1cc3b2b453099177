package hutong.gateway.ledger;

import hutong.routes.ledger.TransferId;
import java.sql.SQLException;
import java.util.LinkedHashSet;
import java.util.Set;

/**
 * Stops the clocks of requests by what is here, at whichever side: the earliest reply that says
 * anything and was not refused, by when it was signed, or a withdrawal, by when its recipient
 * accepted it. Both sides come to the same, in whatever order they hear of these.
 */
final class ClockStops {
  /** By what they correlate with: of one partner there may be any number. */
  private static final String STOP =
      "UPDATE transfer SET answered = (SELECT MIN(CASE WHEN r.outbound = transfer.outbound"
          + " THEN r.decided ELSE r.created END) FROM transfer r"
          + " WHERE r.correlation = transfer.id AND (r.partner || '') = transfer.partner AND ("
          + "(r.outbound = 1 - transfer.outbound AND "
          + Measured.replies("r")
          + ") OR (r.outbound = transfer.outbound AND r.type = 'Withdrawal'"
          + " AND r.outcome = 'ACCEPTED')))"
          + " WHERE answering = 'REPLY' AND (outcome IS NULL OR outcome = 'ACCEPTED') AND ";

  private static final String ASKED_BY =
      STOP
          + "key IN (SELECT q.key FROM transfer r JOIN transfer q ON q.id = r.correlation"
          + " AND (q.partner || '') = r.partner WHERE r.id = ? AND r.outbound = CAST(? AS SMALLINT) AND r.sender = ?)";

  private record Stop(TransferId id, boolean outbound) {}

  private final Sql sql;
  private final Set<Stop> stops = new LinkedHashSet<>();

  ClockStops(Sql sql) {
    this.sql = sql;
  }

  /** A reply or a withdrawal has come, or has been receipted, or decided. */
  void stopped(TransferId by, boolean outbound) {
    stops.add(new Stop(by, outbound));
  }

  /** A request has come back, perhaps after what stops its clock. */
  void request(long key) throws SQLException {
    sql.update(STOP + "key = ?", key);
  }

  /** After the rows of what stops them are written. */
  void run() throws SQLException {
    Sql.Batch rows = sql.batch(ASKED_BY);
    for (Stop one : stops) {
      rows.add(one.id.id(), one.outbound, one.id.from());
    }
    rows.run();
    stops.clear();
  }
}
