package hutong.gateway.ledger;

import hutong.gateway.ledger.Event.Subject;
import hutong.gateway.ledger.Event.What;
import hutong.routes.ledger.OutboundState;
import hutong.routes.ledger.Outgoing;
import hutong.routes.ledger.SignedRecord;
import hutong.routes.ledger.TransferId;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Keeps what has to reach other nodes until it has. */
final class DispatchSql {
  private static final Duration FIRST_REPEAT = Duration.ofMinutes(15);
  private static final int MOST_DOUBLINGS = 10;
  private static final Set<OutboundState> OPEN =
      EnumSet.of(OutboundState.SUBMITTED, OutboundState.SENT, OutboundState.WAITING_RETRY);

  private final GroupCommit writer;
  private final Readers readers;
  private final Bodies bodies;

  DispatchSql(GroupCommit writer, Readers readers, Bodies bodies) {
    this.writer = writer;
    this.readers = readers;
    this.bodies = bodies;
  }

  List<String> destinations() {
    // Jumps from one name to the next: the outbox may be long.
    return readers.read(
        sql ->
            sql.list(
                "WITH RECURSIVE names (name) AS (SELECT MIN(destination) FROM outbox UNION ALL"
                    + " SELECT (SELECT MIN(o.destination) FROM outbox o"
                    + " WHERE o.destination > names.name) FROM names"
                    + " WHERE names.name IS NOT NULL)"
                    + " SELECT name FROM names WHERE name IS NOT NULL",
                row -> row.text(1)));
  }

  List<Outgoing> due(String destination, int max, Instant now) {
    return readers.read(sql -> new DueRows(sql, bodies).read(destination, max, now));
  }

  void signed(List<SignedRecord> records) {
    Map<Long, TransferId> ids = readers.read(sql -> ids(sql, records));
    List<byte[]> locked = new ArrayList<>(records.size());
    for (SignedRecord one : records) {
      TransferId id = ids.get(one.row());
      if (id == null) {
        throw new LedgerFailure("nothing waits in the outbox for SignedData just made");
      }
      locked.add(bodies.lock(true, id, Bodies.SIGNED, one.signedData()));
    }
    writer.write(
        turn -> {
          keep(turn.sql(), records, locked);
          return null;
        });
  }

  private static Map<Long, TransferId> ids(Sql sql, List<SignedRecord> records)
      throws SQLException {
    Map<Long, TransferId> ids = new HashMap<>();
    sql.among(
        "SELECT o.entry, t.sender, t.id FROM outbox o JOIN transfer t ON t.key = o.about"
            + " WHERE o.kind = 1 AND {any}",
        "o.entry = ?",
        Sql.keys(records.stream().map(SignedRecord::row).toList()),
        row -> ids.put(row.number(1), new TransferId(row.text(2), row.uuid(3))));
    return ids;
  }

  private static void keep(Sql sql, List<SignedRecord> records, List<byte[]> locked)
      throws SQLException {
    Sql.Batch payloads =
        sql.batch(
            "UPDATE payload SET role = 'signed', body = ? WHERE role = 'record'"
                + " AND transfer = (SELECT about FROM outbox WHERE entry = ?)");
    Sql.Batch digests =
        sql.batch(
            "UPDATE transfer SET digest = ?"
                + " WHERE key = (SELECT about FROM outbox WHERE entry = ?)");
    for (int i = 0; i < records.size(); i++) {
      payloads.add(locked.get(i), records.get(i).row());
      digests.add(records.get(i).digest(), records.get(i).row());
    }
    for (int changed : payloads.run()) {
      if (changed != 1) {
        throw new LedgerFailure("SignedData is made once, and this record's is kept already");
      }
    }
    digests.run();
  }

  private record Entry(
      long row,
      String destination,
      boolean isRecord,
      OutboundState state,
      long repeats,
      String digest,
      Subject subject) {}

  private static List<Entry> entries(Sql sql, List<Long> rows) throws SQLException {
    return sql.among(
        "SELECT o.entry, o.destination, o.kind, t.state, t.repeats, t.digest, "
            + FactsColumns.SUBJECT
            + " FROM outbox o JOIN transfer t ON t.key = o.about WHERE {any}",
        "o.entry = ?",
        Sql.keys(rows),
        row -> {
          boolean isRecord = row.number(3) == Outbox.RECORD;
          return new Entry(
              row.number(1),
              row.text(2),
              isRecord,
              isRecord ? OutboundState.valueOf(row.text(4)) : null,
              row.number(5),
              row.text(6),
              FactsColumns.subject(row, 7));
        });
  }

  void sent(List<Long> rows, Instant now) {
    writer.write(
        turn -> {
          sent(turn, entries(turn.sql(), rows), now);
          return null;
        });
  }

  private static void sent(Turn turn, List<Entry> entries, Instant now) throws SQLException {
    Sql sql = turn.sql();
    Sql.Batch gone = sql.batch("DELETE FROM outbox WHERE entry = ?");
    Sql.Batch states =
        sql.batch(
            "UPDATE transfer SET state = 'SENT', changed = ?, repeat_at = ?, repeats = ?"
                + " WHERE key = ?");
    Set<String> reached = new HashSet<>();
    for (Entry entry : entries) {
      gone.add(entry.row);
      reached.add(entry.destination);
      if (entry.isRecord && OPEN.contains(entry.state)) {
        int doublings = (int) Math.min(entry.repeats, MOST_DOUBLINGS);
        Instant repeat = now.plus(FIRST_REPEAT.multipliedBy(1L << doublings));
        states.add(now, repeat, entry.repeats + 1, entry.subject.key());
        String detail = entry.repeats == 0 ? "" : "repeat " + entry.repeats;
        turn.event(entry.subject, new What(OutboundState.SENT, entry.digest, detail), now);
      }
    }
    gone.run();
    states.run();
    for (String destination : reached) {
      sql.update("DELETE FROM destination WHERE name = ?", destination);
    }
  }

  void postpone(
      String destination, List<Long> rows, Instant nextAttempt, String cause, Instant now) {
    writer.write(
        turn -> {
          turn.sql()
              .update(
                  "INSERT INTO destination (name, next_attempt, cause) VALUES (?, ?, ?)"
                      + " ON CONFLICT (name) DO UPDATE SET next_attempt = excluded.next_attempt,"
                      + " cause = excluded.cause",
                  destination,
                  nextAttempt,
                  cause);
          retryLater(turn, entries(turn.sql(), rows), cause, now);
          return null;
        });
  }

  private static void retryLater(Turn turn, List<Entry> entries, String cause, Instant now)
      throws SQLException {
    Sql.Batch tried = turn.sql().batch("UPDATE outbox SET attempts = attempts + 1 WHERE entry = ?");
    Sql.Batch states =
        turn.sql()
            .batch(
                "UPDATE transfer SET state = 'WAITING_RETRY', changed = ?, repeat_at = NULL"
                    + " WHERE key = ?");
    for (Entry entry : entries) {
      tried.add(entry.row);
      if (entry.isRecord && OPEN.contains(entry.state)) {
        states.add(now, entry.subject.key());
        turn.event(entry.subject, new What(OutboundState.WAITING_RETRY, null, cause), now);
      }
    }
    tried.run();
    states.run();
  }
}
