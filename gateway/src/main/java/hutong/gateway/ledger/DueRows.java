package hutong.gateway.ledger;

import hutong.routes.RetryPolicy;
import hutong.routes.ledger.Outgoing;
import hutong.routes.ledger.StreamPosition;
import hutong.routes.ledger.TransferFacts;
import hutong.routes.ledger.TransferId;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.UUID;
import java.util.stream.LongStream;

/** Reads what is due for a destination. */
final class DueRows {
  /** As many as the schema of the header holds; the predecessor implies the rest. */
  private static final int MOST_SKIPPED = 64;

  /** Beside what else goes, so that neither waits for the other. */
  private static final int MOST_CONTROLS = 16;

  /** As many as fit into one message: memory stays flat, and records go between. */
  private static final int MOST_PARTS = 7;

  private static final int MOST_REOFFERS = 64;

  private final Sql sql;
  private final Bodies bodies;
  private final StoredPieces pieces;
  private final RetryPolicy retry;
  private final Slice slice;
  private String destination;

  DueRows(Sql sql, Bodies bodies, StoredPieces pieces, RetryPolicy retry, Slice slice) {
    this.sql = sql;
    this.bodies = bodies;
    this.pieces = pieces;
    this.retry = retry;
    this.slice = slice;
  }

  /** Receipts first, then records, then some pieces and controls, oldest first. */
  List<Outgoing> read(String to, int max, Instant now) throws SQLException {
    Standing standing = Standing.of(sql, to);
    destination = to;
    if (!standing.mayTry(now, retry)) {
      return List.of();
    }
    if (standing.broken()) {
      List<Outgoing> probe = between(0, Long.MAX_VALUE, 1);
      if (probe.isEmpty()) {
        probe = parts(1);
      }
      if (probe.isEmpty()) {
        probe = controls(1);
      }
      return probe.isEmpty() ? reoffers(1) : probe;
    }
    List<Outgoing> due = due(standing, max, now);
    due.addAll(parts(MOST_PARTS));
    due.addAll(controls(MOST_CONTROLS));
    due.addAll(reoffers(MOST_REOFFERS));
    return due;
  }

  /** Control documents alone. */
  List<Outgoing> readControls(String to, Instant now) throws SQLException {
    Standing standing = Standing.of(sql, to);
    destination = to;
    return standing.mayTry(now, retry)
        ? controls(standing.broken() ? 1 : MOST_CONTROLS)
        : List.of();
  }

  private List<Outgoing> due(Standing standing, int max, Instant now) throws SQLException {
    if (standing.drainTo() == null || retry.drainPerSecond() == 0) {
      return between(0, Long.MAX_VALUE, max);
    }
    long last = standing.drainTo();
    // Half of the room is for what is new.
    int old = Math.min(Math.max(1, max / 2), standing.quota(now, retry, slice.of()));
    List<Outgoing> due = between(0, last, old);
    due.addAll(between(last, Long.MAX_VALUE, max - due.size()));
    due.sort(Comparator.comparing(one -> !(one instanceof Outgoing.Receipt)));
    return due;
  }

  private List<Outgoing> between(long after, long last, int max) throws SQLException {
    List<Outgoing> due = new ArrayList<>();
    if (max > 0) {
      due.addAll(receipts(after, last, max));
    }
    if (due.size() < max) {
      due.addAll(records(after, last, max - due.size()));
    }
    return due;
  }

  /** Of several processes, one sends them. */
  private List<Outgoing> controls(int max) throws SQLException {
    if (!slice.first()) {
      return List.of();
    }
    return sql.list(
        "SELECT key, attempts, body FROM control WHERE destination = ?"
            + " AND about IS NULL ORDER BY key LIMIT ?",
        row -> new Outgoing.Control(row.number(1), (int) row.number(2), row.bytes(3)),
        destination,
        max);
  }

  private List<Outgoing> reoffers(int max) throws SQLException {
    return slice.first() ? new ReofferSql(sql, bodies).due(destination, max) : List.of();
  }

  private List<Outgoing> receipts(long after, long last, int max) throws SQLException {
    return sql.list(
        "SELECT o.entry, o.attempts, t.sender, t.id, r.slot, r.outcome, r.body FROM outbox o"
            + " JOIN transfer t ON t.key = o.about JOIN receipt r ON r.key = o.receipt"
            + " WHERE o.destination = ? AND o.kind = 0 AND o.entry > ? AND o.entry <= ?"
            + slice.and("o.about")
            + " ORDER BY o.entry LIMIT ?",
        row -> orDamaged(row.number(1), (int) row.number(2), () -> receipt(row)),
        slice.values(max, destination, after, last));
  }

  private Outgoing receipt(Row row) throws SQLException {
    TransferId about = new TransferId(row.text(3), row.uuid(4));
    return new Outgoing.Receipt(
        row.number(1),
        (int) row.number(2),
        about,
        destination,
        row.text(6) != null,
        bodies.open(false, about, row.text(5), row.bytes(7)));
  }

  private List<Outgoing> records(long after, long last, int max) throws SQLException {
    return sql.list(
        "SELECT "
            + FactsColumns.ALL
            + ", o.entry, o.attempts, p.role, p.body, t.stream_id, t.stream_number, t.predecessor,"
            + " k.wrapped"
            + " FROM outbox o JOIN transfer t ON t.key = o.about"
            + " JOIN payload p ON p.transfer = t.key"
            + " LEFT JOIN payload_key k ON k.transfer = t.key WHERE o.destination = ? AND o.kind = 1"
            + " AND o.pieces = 0 AND o.entry > ? AND o.entry <= ?"
            + " AND t.state IN ('SUBMITTED', 'SENT', 'WAITING_RETRY')"
            // It may have been signed and sent before this ledger was restored.
            + (Regain.awaits(sql, destination) ? " AND p.role = 'signed'" : "")
            + slice.and("o.about")
            + " ORDER BY o.entry LIMIT ?",
        row ->
            orDamaged(
                row.number(FactsColumns.COUNT + 1),
                (int) row.number(FactsColumns.COUNT + 2),
                () -> record(row)),
        slice.values(max, destination, after, last));
  }

  private List<Outgoing> parts(int max) throws SQLException {
    return new DueParts(sql, pieces, slice).read(destination, max);
  }

  private Outgoing record(Row row) throws SQLException {
    TransferFacts facts = FactsColumns.read(row);
    long entry = row.number(FactsColumns.COUNT + 1);
    int attempts = (int) row.number(FactsColumns.COUNT + 2);
    String role = row.text(FactsColumns.COUNT + 3);
    byte[] body =
        bodies.openPayload(
            true,
            facts.transferId(),
            role,
            row.bytes(FactsColumns.COUNT + 4),
            row.bytes(FactsColumns.COUNT + 8));
    return role.equals(Bodies.SIGNED)
        ? new Outgoing.Signed(entry, attempts, facts, body)
        : new Outgoing.Unsigned(entry, attempts, facts, stream(row), body);
  }

  @FunctionalInterface
  private interface Reading {
    Outgoing read() throws SQLException;
  }

  /** What can't be read any more must not hide what comes after it. */
  private static Outgoing orDamaged(long entry, int attempts, Reading reading) throws SQLException {
    try {
      return reading.read();
    } catch (RuntimeException damaged) {
      return new Outgoing.Damaged(entry, attempts);
    }
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
