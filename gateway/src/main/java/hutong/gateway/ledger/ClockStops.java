package hutong.gateway.ledger;

import hutong.routes.ledger.TransferId;
import java.sql.SQLException;
import java.util.LinkedHashSet;
import java.util.Set;

/**
 * Stops the clocks of requests by the replies that are here, at whichever side: the earliest that
 * says anything and was not refused, by when it was signed. Both sides come to the same, in
 * whatever order they hear of replies.
 */
final class ClockStops {
  private static final String STOP =
      "UPDATE transfer SET answered = (SELECT MIN(r.created) FROM transfer r"
          + " WHERE r.correlation = transfer.id AND r.outbound = 1 - transfer.outbound"
          + " AND r.partner = transfer.partner AND "
          + Measured.replies("r")
          + ") WHERE answering = 'REPLY' AND (outcome IS NULL OR outcome = 'ACCEPTED') AND ";

  private static final String ASKED_BY =
      STOP
          + "key IN (SELECT q.key FROM transfer r JOIN transfer q ON q.id = r.correlation"
          + " AND q.outbound = 1 - r.outbound AND q.partner = r.partner"
          + " WHERE r.id = ? AND r.outbound = ? AND r.sender = ?)";

  private record Reply(TransferId id, boolean outbound) {}

  private final Sql sql;
  private final Set<Reply> replies = new LinkedHashSet<>();

  ClockStops(Sql sql) {
    this.sql = sql;
  }

  /** A reply has come, or has been receipted, or decided. */
  void reply(TransferId id, boolean outbound) {
    replies.add(new Reply(id, outbound));
  }

  /** A request has come back, perhaps after its replies. */
  void request(long key) throws SQLException {
    sql.update(STOP + "key = ?", key);
  }

  /** After the rows of the replies are written. */
  void run() throws SQLException {
    Sql.Batch stops = sql.batch(ASKED_BY);
    for (Reply reply : replies) {
      stops.add(reply.id.id(), reply.outbound, reply.id.from());
    }
    stops.run();
    replies.clear();
  }
}
