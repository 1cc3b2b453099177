package hutong.gateway.ledger;

import hutong.routes.ledger.InboundState;
import hutong.routes.ledger.ReceiptFacts;
import hutong.routes.ledger.ReceiptWriter;
import hutong.routes.ledger.TransferId;
import java.sql.SQLException;

/** Stores the receipts of one batch, encrypted: those we issue, and those we get. */
final class Receipts {
  static final String TRANSPORT = "TRANSPORT";
  static final String FINAL = "FINAL";

  /** Over other content under an id that was used before; the digest follows. */
  static final String OTHER = "OTHER ";

  /** The opposite of a final receipt that was here before. */
  static final String CONTRADICTING = "CONTRADICTING";

  private final Turn turn;
  private final Bodies bodies;
  private final Sql.Batch rows;

  Receipts(Turn turn, Bodies bodies) throws SQLException {
    this.turn = turn;
    this.bodies = bodies;
    this.rows =
        turn.sql()
            .batch(
                "INSERT INTO receipt (key, transfer, slot, transport, outcome, body)"
                    + " VALUES (?, ?, ?, ?, ?, ?) ON CONFLICT (transfer, slot) DO NOTHING");
  }

  static String slot(InboundState outcome) {
    return outcome == null ? TRANSPORT : FINAL;
  }

  /** Has a receipt written, and stores it; returns its key. */
  long issue(long transfer, String slot, ReceiptFacts facts, ReceiptWriter writer)
      throws SQLException {
    byte[] body = bodies.lock(false, facts.about(), slot, writer.write(facts));
    return add(transfer, slot, facts.transport(), facts.outcome(), body);
  }

  /** Stores a receipt that came for a transfer of ours. */
  void keep(
      long transfer,
      TransferId about,
      String slot,
      boolean transport,
      InboundState outcome,
      byte[] signedData)
      throws SQLException {
    add(transfer, slot, transport, outcome, bodies.lock(true, about, slot, signedData));
  }

  private long add(long transfer, String slot, boolean transport, InboundState outcome, byte[] body)
      throws SQLException {
    long key = turn.nextKey();
    rows.add(key, transfer, slot, transport, outcome, body);
    return key;
  }

  void run() throws SQLException {
    rows.run();
  }
}
