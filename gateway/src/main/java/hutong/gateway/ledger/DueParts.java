package hutong.gateway.ledger;

import hutong.routes.ledger.Content;
import hutong.routes.ledger.Outgoing;
import hutong.routes.ledger.Piece;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;

/** Reads the next pieces that have to reach a destination before their records. */
record DueParts(Sql sql, StoredPieces pieces, Slice slice) {

  /**
   * A record on its way.
   *
   * @param left pieces to be sent before it
   * @param all pieces of all its attachments
   */
  private record Entry(long row, int attempts, int left, int all, long transfer) {}

  private record Part(long attachment, String digest, int size) {}

  List<Outgoing> read(String destination, int max) throws SQLException {
    List<Entry> entries =
        sql.list(
            "SELECT o.entry, o.attempts, o.pieces, t.pieces, t.key FROM outbox o"
                // +: found among those that have any, not among all that wait.
                + " JOIN transfer t ON t.key = o.about WHERE o.destination = ? AND +o.kind = 1"
                + " AND o.pieces > 0 AND t.state IN ('SUBMITTED', 'SENT', 'WAITING_RETRY')"
                + slice.and("o.about")
                + " ORDER BY o.entry LIMIT ?",
            row ->
                new Entry(
                    row.number(1),
                    (int) row.number(2),
                    (int) row.number(3),
                    (int) row.number(4),
                    row.number(5)),
            slice.values(max, destination));
    List<Outgoing> due = new ArrayList<>();
    for (Entry entry : entries) {
      if (due.size() < max) {
        due.addAll(parts(entry, max - due.size()));
      }
    }
    return due;
  }

  /** What can't be read any more takes its record out of the way, and hides nothing. */
  private List<Outgoing> parts(Entry entry, int max) throws SQLException {
    try {
      return read(entry, max);
    } catch (LedgerFailure damaged) {
      return List.of(new Outgoing.Damaged(entry.row, entry.attempts));
    }
  }

  private List<Outgoing> read(Entry entry, int max) throws SQLException {
    List<Outgoing> due = new ArrayList<>();
    int left = entry.left;
    int skip = entry.all - entry.left;
    for (Part part : attachments(entry.transfer)) {
      int count = Piece.count(part.size);
      for (int number = Math.min(skip, count); number < count && due.size() < max; number++) {
        byte[] bytes = pieces.read(sql, new Content(part.attachment, part.size), number);
        left--;
        Piece piece = new Piece(part.digest, part.size, number, bytes);
        due.add(new Outgoing.Part(entry.row, entry.attempts, piece, left));
      }
      skip = Math.max(0, skip - count);
    }
    return due;
  }

  private List<Part> attachments(long transfer) throws SQLException {
    return sql.list(
        "SELECT a.key, a.digest, a.size FROM transfer_attachment x"
            + " JOIN attachment a ON a.key = x.attachment WHERE x.transfer = ? ORDER BY x.number",
        row -> new Part(row.number(1), HexFormat.of().formatHex(row.bytes(2)), (int) row.number(3)),
        transfer);
  }
}
