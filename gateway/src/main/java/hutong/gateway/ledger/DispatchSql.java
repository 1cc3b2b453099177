package hutong.gateway.ledger;

import hutong.gateway.ledger.Event.Subject;
import hutong.gateway.ledger.Event.What;
import hutong.routes.RetryPolicy;
import hutong.routes.ledger.Alarm;
import hutong.routes.ledger.Aside;
import hutong.routes.ledger.OutboundState;
import hutong.routes.ledger.Outgoing;
import hutong.routes.ledger.SignedRecord;
import hutong.routes.ledger.TransferId;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

/** Keeps what has to reach other nodes until it has. */
final class DispatchSql {
  private static final Set<OutboundState> OPEN =
      EnumSet.of(OutboundState.SUBMITTED, OutboundState.SENT, OutboundState.WAITING_RETRY);

  private static final String MAY_TRY =
      " AND (SELECT d.paused IS NOT NULL OR (d.cause IS NOT NULL AND d.next_attempt > ?"
          + " AND d.next_attempt <= ?) FROM destination d WHERE d.name = names.name) IS NOT TRUE";
  private static final String RECORDS_DUE =
      names("outbox")
          + MAY_TRY
          + " AND EXISTS (SELECT 1 FROM outbox o WHERE o.destination = names.name"
          + " AND o.kind IN (0, 1))";
  private static final String CONTROLS_DUE = names("control") + MAY_TRY;

  private final GroupCommit writer;
  private final Readers readers;
  private final Bodies bodies;
  private final StoredPieces pieces;
  private final RetryPolicy retry;

  DispatchSql(
      GroupCommit writer, Readers readers, Bodies bodies, StoredPieces pieces, RetryPolicy retry) {
    this.writer = writer;
    this.readers = readers;
    this.bodies = bodies;
    this.pieces = pieces;
    this.retry = retry;
  }

  List<String> destinations() {
    return readers.read(sql -> sql.list(names("outbox"), row -> row.text(1)));
  }

  private static String names(String table) {
    return names(table, "");
  }

  /**
   * Jumps from one name to the next: what waits may be long.
   *
   * @param further columns of each
   */
  static String names(String table, String further) {
    return ("WITH RECURSIVE names (name) AS (SELECT MIN(destination) FROM {table} UNION ALL"
            + " SELECT (SELECT MIN(o.destination) FROM {table} o"
            + " WHERE o.destination > names.name) FROM names"
            + " WHERE names.name IS NOT NULL)"
            + " SELECT name{further} FROM names WHERE name IS NOT NULL")
        .replace("{table}", table)
        .replace("{further}", further);
  }

  /** Jumps likewise, and looks at how each of them stands. What is set aside is due for nobody. */
  List<String> dueDestinations(Instant now, Slice slice) {
    if (slice.nothing()) {
      return List.of();
    }
    return readers.read(
        sql -> {
          Set<String> due = new LinkedHashSet<>(due(sql, RECORDS_DUE, now));
          if (slice.first()) {
            due.addAll(due(sql, CONTROLS_DUE, now));
          }
          return List.copyOf(due);
        });
  }

  private List<String> due(Sql sql, String question, Instant now) throws SQLException {
    return sql.list(question, row -> row.text(1), now, now.plus(retry.longest()));
  }

  List<Outgoing> due(String destination, int max, Instant now, Slice slice) {
    return slice.nothing()
        ? List.of()
        : readers.read(
            sql -> new DueRows(sql, bodies, pieces, retry, slice).read(destination, max, now));
  }

  List<Outgoing> dueControls(String destination, Instant now, Slice slice) {
    return slice.nothing()
        ? List.of()
        : readers.read(
            sql -> new DueRows(sql, bodies, pieces, retry, slice).readControls(destination, now));
  }

  Set<Long> signed(List<SignedRecord> records) {
    Map<Long, Kept> kept = readers.read(sql -> kept(sql, records));
    List<SignedRecord> here = records.stream().filter(one -> kept.containsKey(one.row())).toList();
    List<Made> made = new ArrayList<>(here.size());
    for (SignedRecord one : here) {
      Kept as = kept.get(one.row());
      made.add(
          new Made(
              one.row(),
              bodies.lockPayload(true, as.id, Bodies.SIGNED, one.signedData(), as.key),
              one.digest(),
              Event.sha256(one.signedData())));
    }
    Set<Long> gone = new HashSet<>();
    records.stream().filter(one -> !here.contains(one)).forEach(one -> gone.add(one.row()));
    gone.addAll(writer.write(turn -> keep(turn.sql(), made)));
    return gone;
  }

  /** Whose the payload is, and its key. */
  @SuppressWarnings("ArrayRecordComponent") // compared nowhere
  private record Kept(TransferId id, byte[] key) {}

  @SuppressWarnings("ArrayRecordComponent") // compared nowhere
  private record Made(long row, byte[] locked, String digest, byte[] sha256) {}

  private static Map<Long, Kept> kept(Sql sql, List<SignedRecord> records) throws SQLException {
    Map<Long, Kept> kept = new HashMap<>();
    sql.among(
        "SELECT o.entry, t.sender, t.id, k.wrapped FROM outbox o"
            + " JOIN transfer t ON t.key = o.about"
            + " LEFT JOIN payload_key k ON k.transfer = t.key WHERE o.kind = 1 AND {any}",
        "o.entry = ?",
        Sql.keys(records.stream().map(SignedRecord::row).toList()),
        row ->
            kept.put(
                row.number(1), new Kept(new TransferId(row.text(2), row.uuid(3)), row.bytes(4))));
    return kept;
  }

  /** Returns rows not to be sent: they have left meanwhile, or somebody else's is kept. */
  private static Set<Long> keep(Sql sql, List<Made> records) throws SQLException {
    Sql.Batch payloads =
        sql.batch(
            "UPDATE payload SET role = 'signed', body = ? WHERE role = 'record'"
                + " AND transfer = (SELECT about FROM outbox WHERE entry = ?)");
    Sql.Batch digests =
        sql.batch(
            "UPDATE transfer SET digest = ?, signed = ?"
                + " WHERE key = (SELECT about FROM outbox WHERE entry = ?)");
    for (Made one : records) {
      payloads.add(one.locked, one.row);
    }
    Set<Long> gone = new HashSet<>();
    int[] changed = payloads.run();
    for (int i = 0; i < changed.length; i++) {
      Made one = records.get(i);
      if (changed[i] == 1) {
        digests.add(one.digest, one.sha256, one.row);
      } else {
        gone.add(one.row);
      }
    }
    digests.run();
    return gone;
  }

  private record Entry(
      long row,
      String destination,
      boolean isRecord,
      OutboundState state,
      long repeats,
      String content,
      Subject subject) {}

  private static List<Entry> entries(Sql sql, List<Long> rows) throws SQLException {
    return sql.among(
        "SELECT o.entry, o.destination, o.kind, t.state, t.repeats, t.digest, t.signed, "
            + FactsColumns.MOVING
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
              EventContent.of(row.text(6), row.bytes(7)),
              FactsColumns.moving(row, 8));
        });
  }

  /** How many have left for whom. */
  Map<String, Integer> sent(List<Long> rows, Map<Long, byte[]> envelopes, Instant now) {
    return writer.write(
        turn -> {
          List<Entry> entries = entries(turn.sql(), rows);
          Map<String, Integer> left = sent(turn, entries, envelopes, now);
          if (entries.size() < rows.size()) {
            for (String reached : ControlSql.sent(turn.sql(), rows)) {
              DestinationSql.reached(turn.sql(), reached, List.of(), now, retry);
            }
          }
          return left;
        });
  }

  private Map<String, Integer> sent(
      Turn turn, List<Entry> entries, Map<Long, byte[]> envelopes, Instant now)
      throws SQLException {
    Sql sql = turn.sql();
    Sql.Batch gone = sql.batch("DELETE FROM outbox WHERE entry = ?");
    Sql.Batch states =
        sql.batch(
            "UPDATE transfer SET state = 'SENT', changed = ?, repeat_at = ?, repeats = ?,"
                + " envelope = ? WHERE key = ?");
    Map<String, List<Long>> reached = new HashMap<>();
    for (Entry entry : entries) {
      gone.add(entry.row);
      reached.computeIfAbsent(entry.destination, any -> new ArrayList<>()).add(entry.row);
      if (entry.isRecord && OPEN.contains(entry.state)) {
        Instant repeat = now.plus(retry.repeatAfter(entry.repeats));
        states.add(now, repeat, entry.repeats + 1, envelopes.get(entry.row), entry.subject.key());
        String detail = entry.repeats == 0 ? "" : "repeat " + entry.repeats;
        turn.event(entry.subject, new What(OutboundState.SENT, entry.content, detail), now);
      }
    }
    gone.run();
    states.run();
    Map<String, Integer> left = new HashMap<>();
    for (Map.Entry<String, List<Long>> each : reached.entrySet()) {
      DestinationSql.reached(sql, each.getKey(), each.getValue(), now, retry);
      left.put(each.getKey(), each.getValue().size());
    }
    return left;
  }

  void postpone(String destination, List<Long> rows, String cause, Instant now) {
    writer.write(
        turn -> {
          DestinationSql.failed(turn.sql(), destination, cause, now, retry);
          List<Entry> entries = entries(turn.sql(), rows);
          retryLater(turn, entries, cause, now);
          if (entries.size() < rows.size()) {
            ControlSql.tried(turn.sql(), rows);
          }
          return null;
        });
  }

  void setAside(List<Aside> asides, Instant now) {
    Map<Long, String> causes = new HashMap<>();
    asides.forEach(aside -> causes.put(aside.row(), aside.cause()));
    writer.write(
        turn -> {
          setAside(turn, entries(turn.sql(), List.copyOf(causes.keySet())), causes, now);
          return null;
        });
  }

  private static void setAside(
      Turn turn, List<Entry> entries, Map<Long, String> causes, Instant now) throws SQLException {
    Sql.Batch rows =
        turn.sql().batch("UPDATE outbox SET kind = kind + ? WHERE entry = ? AND kind < ?");
    Sql.Batch states =
        turn.sql()
            .batch(
                "UPDATE transfer SET state = 'SET_ASIDE', changed = ?, repeat_at = NULL"
                    + " WHERE key = ?");
    List<Alarm> alarms = new ArrayList<>();
    for (Entry entry : entries) {
      rows.add(Outbox.ASIDE, entry.row, Outbox.ASIDE);
      if (entry.isRecord && OPEN.contains(entry.state)) {
        states.add(now, entry.subject.key());
      }
      What what = new What(OutboundState.SET_ASIDE, null, causes.get(entry.row));
      turn.event(entry.subject, what, now);
      UUID id = Sql.uuid(entry.subject.id());
      alarms.add(new Alarm(now, Alarm.Code.SET_ASIDE, entry.destination, id.toString()));
    }
    rows.run();
    states.run();
    AlarmSql.add(turn, alarms);
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
