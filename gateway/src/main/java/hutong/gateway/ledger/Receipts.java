package hutong.gateway.ledger;

import hutong.routes.ledger.InboundState;
import hutong.routes.ledger.ReceiptFacts;
import hutong.routes.ledger.ReceiptWriter;
import hutong.routes.ledger.TransferId;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/** Stores the receipts of one batch, encrypted: those we issue, and those we get. */
final class Receipts {
  static final String TRANSPORT = "TRANSPORT";
  static final String FINAL = "FINAL";

  /** Over other content under an id that was used before; the digest follows. */
  static final String OTHER = "OTHER ";

  /** The opposite of a final receipt that was here before. */
  static final String CONTRADICTING = "CONTRADICTING";

  private record Issued(long key, long transfer, String slot, ReceiptFacts facts) {}

  private final List<Issued> issued = new ArrayList<>();
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

  /** Of a receipt that is to be written; returns its key. */
  long issue(long transfer, String slot, ReceiptFacts facts) throws SQLException {
    long key = turn.nextKey();
    issued.add(new Issued(key, transfer, slot, facts));
    return key;
  }

  /** Has all that were issued written together. */
  void write(ReceiptWriter writer) throws SQLException {
    if (issued.isEmpty()) {
      return;
    }
    List<byte[]> written = writer.write(issued.stream().map(Issued::facts).toList());
    for (int i = 0; i < issued.size(); i++) {
      Issued each = issued.get(i);
      ReceiptFacts facts = each.facts();
      byte[] body = bodies.lock(false, facts.about(), each.slot(), written.get(i));
      rows.add(each.key(), each.transfer(), each.slot(), facts.transport(), facts.outcome(), body);
    }
    issued.clear();
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
    byte[] body = bodies.lock(true, about, slot, signedData);
    rows.add(turn.nextKey(), transfer, slot, transport, outcome, body);
  }

  void run() throws SQLException {
    rows.run();
  }
}
