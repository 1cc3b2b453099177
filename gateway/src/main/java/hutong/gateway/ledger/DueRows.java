package hutong.gateway.ledger;

import hutong.routes.ledger.Outgoing;
import hutong.routes.ledger.StreamPosition;
import hutong.routes.ledger.TransferFacts;
import hutong.routes.ledger.TransferId;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.stream.LongStream;

/** Reads what is due for a destination. */
final class DueRows {
  /** As many as the schema of the header holds; the predecessor implies the rest. */
  private static final int MOST_SKIPPED = 64;

  private final Sql sql;
  private final Bodies bodies;

  DueRows(Sql sql, Bodies bodies) {
    this.sql = sql;
    this.bodies = bodies;
  }

  /** Receipts first, then records, oldest first. */
  List<Outgoing> read(String destination, int max, Instant now) throws SQLException {
    boolean putOff =
        sql.first(
                "SELECT 1 FROM destination WHERE name = ? AND next_attempt > ?",
                row -> row.yes(1),
                destination,
                now)
            .isPresent();
    if (putOff) {
      return List.of();
    }
    List<Outgoing> due = new ArrayList<>(receipts(destination, max));
    if (due.size() < max) {
      due.addAll(records(destination, max - due.size()));
    }
    return due;
  }

  private List<Outgoing> receipts(String destination, int max) throws SQLException {
    return sql.list(
        "SELECT o.entry, o.attempts, t.sender, t.id, r.slot, r.outcome, r.body FROM outbox o"
            + " JOIN transfer t ON t.key = o.about JOIN receipt r ON r.key = o.receipt"
            + " WHERE o.destination = ? AND o.kind = 0 ORDER BY o.entry LIMIT ?",
        row -> {
          TransferId about = new TransferId(row.text(3), row.uuid(4));
          return new Outgoing.Receipt(
              row.number(1),
              (int) row.number(2),
              about,
              destination,
              row.text(6) != null,
              bodies.open(false, about, row.text(5), row.bytes(7)));
        },
        destination,
        max);
  }

  private List<Outgoing> records(String destination, int max) throws SQLException {
    return sql.list(
        "SELECT "
            + FactsColumns.ALL
            + ", o.entry, o.attempts, p.role, p.body, t.stream_id, t.stream_number, t.predecessor"
            + " FROM outbox o JOIN transfer t ON t.key = o.about"
            + " JOIN payload p ON p.transfer = t.key WHERE o.destination = ? AND o.kind = 1"
            + " AND t.state IN ('SUBMITTED', 'SENT', 'WAITING_RETRY') ORDER BY o.entry LIMIT ?",
        this::record,
        destination,
        max);
  }

  private Outgoing record(Row row) throws SQLException {
    TransferFacts facts = FactsColumns.read(row);
    long entry = row.number(FactsColumns.COUNT + 1);
    int attempts = (int) row.number(FactsColumns.COUNT + 2);
    String role = row.text(FactsColumns.COUNT + 3);
    byte[] body = bodies.open(true, facts.transferId(), role, row.bytes(FactsColumns.COUNT + 4));
    return role.equals(Bodies.SIGNED)
        ? new Outgoing.Signed(entry, attempts, facts, body)
        : new Outgoing.Unsigned(entry, attempts, facts, stream(row), body);
  }

  private static StreamPosition stream(Row row) throws SQLException {
    UUID stream = row.uuid(FactsColumns.COUNT + 5);
    if (stream == null) {
      return null;
    }
    long number = row.number(FactsColumns.COUNT + 6);
    long predecessor = row.number(FactsColumns.COUNT + 7);
    long first = Math.max(predecessor + 1, number - MOST_SKIPPED);
    List<Long> skipped = LongStream.range(first, number).boxed().toList();
    return new StreamPosition(stream, number, predecessor, skipped);
  }
}
