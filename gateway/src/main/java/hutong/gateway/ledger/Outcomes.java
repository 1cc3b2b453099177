package hutong.gateway.ledger;

import hutong.routes.ledger.Evaluation;
import hutong.routes.ledger.InboundState;
import java.sql.SQLException;
import java.time.Instant;

/**
 * Notes what final receipts say, the same at the side that wrote them and at the side that got
 * them. An acceptance stops no clock that a reply is to stop.
 */
final class Outcomes {
  private final Sql.Batch rows;
  private final Rosters rosters;

  Outcomes(Sql sql) throws SQLException {
    rosters = new Rosters(sql);
    rows =
        sql.batch(
            "UPDATE transfer SET outcome = ?, decided = ?, matched = ?, deviations = ?,"
                + " marked = COALESCE(CAST(? AS SMALLINT), marked), answered = CASE"
                + " WHEN answering = 'REPLY' AND CAST(? AS TEXT) = 'ACCEPTED' THEN answered"
                + " ELSE CAST(? AS BIGINT) END WHERE key = ?");
  }

  /**
   * @param found null if it does not say
   * @param marked null if it does not say: then what is known stays
   */
  void add(
      long key,
      String type,
      InboundState outcome,
      Instant decided,
      Evaluation found,
      Boolean marked)
      throws SQLException {
    if (outcome == InboundState.ACCEPTED) {
      rosters.accepted(key, type);
    }
    rows.add(
        outcome,
        decided,
        found == null ? null : found.matched(),
        found == null ? null : ListText.write(found.deviations()),
        marked,
        outcome,
        decided,
        key);
  }

  void run() throws SQLException {
    rows.run();
    rosters.run();
  }
}
