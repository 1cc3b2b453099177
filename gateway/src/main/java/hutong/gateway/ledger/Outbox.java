package hutong.gateway.ledger;

import java.sql.SQLException;

/** Puts things that have to reach another node into the outbox, once each. */
final class Outbox {
  static final int RECEIPT = 0;
  static final int RECORD = 1;

  /** Added to the kind of an entry that can't be sent, so that nobody finds it due. */
  static final int ASIDE = 2;

  private final Turn turn;
  private final Sql.Batch rows;

  /** For one batch, to be run after its transfers are written; at most one of them may be open. */
  Outbox(Turn turn) throws SQLException {
    this.turn = turn;
    this.rows =
        turn.sql()
            .batch(
                "INSERT INTO outbox (entry, destination, kind, about, receipt, attempts, pieces)"
                    + " VALUES (?, ?, ?, ?, ?, 0, (SELECT pieces FROM transfer WHERE key = ?))"
                    + " ON CONFLICT (about, receipt) DO NOTHING");
  }

  void record(String destination, long transfer) throws SQLException {
    rows.add(turn.nextKey(), destination, RECORD, transfer, 0L, transfer);
  }

  void receipt(String destination, long transfer, long receipt) throws SQLException {
    rows.add(turn.nextKey(), destination, RECEIPT, transfer, receipt, transfer);
  }

  void run() throws SQLException {
    rows.run();
  }
}
