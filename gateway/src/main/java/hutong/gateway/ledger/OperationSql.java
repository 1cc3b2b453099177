package hutong.gateway.ledger;

import com.fasterxml.uuid.Generators;
import hutong.routes.ledger.AwaitingAddress;
import hutong.routes.ledger.BulkOperations;
import hutong.routes.ledger.Proposals;
import hutong.routes.ledger.TransferId;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;

/** Operations on many records, and which records each has. */
final class OperationSql implements BulkOperations {

  private static final int PART = 1_000;

  /** Columns as {@link Stored} reads them. */
  static final String VIEW =
      "SELECT key, id, kind, office, asked_by, state, planned, changed, total, next_item,"
          + " pause_after FROM operation";

  static final String RUNNING = VIEW + " WHERE state = 'RUNNING' ORDER BY key LIMIT 1";

  private static final String SKIPPED = " AND i.result IS NOT NULL AND i.result <> 'DONE'";
  private static final Set<State> ENDED = EnumSet.of(State.DONE, State.CANCELLED);

  private final GroupCommit writer;
  private final Readers readers;
  private final AddressSql address;

  OperationSql(GroupCommit writer, Readers readers, AddressSql address) {
    this.address = address;
    this.writer = writer;
    this.readers = readers;
  }

  /** Parts of one transaction each, so that nobody else waits for a large plan. */
  @Override
  public Optional<View> plan(Plan plan, Instant now) {
    List<Long> keys = chosen(plan);
    if (keys.size() > MOST_ITEMS) {
      return Optional.empty();
    }
    UUID id = Generators.timeBasedEpochRandomGenerator().generate();
    long operation = writer.write(turn -> begin(turn, id, plan, keys.size(), now));
    for (int from = 0; from < keys.size(); from += PART) {
      int first = from;
      List<Long> part = keys.subList(from, Math.min(keys.size(), from + PART));
      writer.write(turn -> add(turn, operation, first, part));
    }
    writer.write(turn -> turn.sql().update(STATE, State.PLANNED, now, operation));
    return find(id);
  }

  private static final String STATE = "UPDATE operation SET state = ?, changed = ? WHERE key = ?";

  private List<Long> chosen(Plan plan) {
    return readers.read(
        sql -> {
          List<Long> keys = new ArrayList<>();
          for (String state : plan.filter().states()) {
            OperationFilter filter = new OperationFilter(plan, state);
            keys.addAll(
                sql.list(filter.sql(), row -> row.number(1), filter.values(MOST_ITEMS + 1)));
          }
          keys.sort(null);
          return keys;
        });
  }

  private static long begin(Turn turn, UUID id, Plan plan, int total, Instant now)
      throws SQLException {
    long key = turn.nextKey();
    turn.sql()
        .update(
            "INSERT INTO operation (key, id, kind, office, asked_by, state, planned, changed,"
                + " total, next_item, pause_after) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, 1, 0)",
            key,
            id,
            plan.kind(),
            plan.office(),
            plan.by(),
            State.PLANNING,
            now,
            now,
            total);
    return key;
  }

  private static int add(Turn turn, long operation, int from, List<Long> keys) throws SQLException {
    Sql.Batch rows =
        turn.sql()
            .batch("INSERT INTO operation_item (operation, number, transfer) VALUES (?, ?, ?)");
    int number = from;
    for (long key : keys) {
      rows.add(operation, ++number, key);
    }
    rows.run();
    return keys.size();
  }

  @Override
  public List<View> list(int max) {
    return readers.read(
        sql -> {
          List<View> views = new ArrayList<>();
          for (Stored one : sql.list(VIEW + " ORDER BY key DESC LIMIT ?", Stored::read, max)) {
            views.add(one.view(results(sql, one.key())));
          }
          return views;
        });
  }

  @Override
  public Optional<View> find(UUID id) {
    return readers.read(
        sql -> {
          Optional<Stored> found = sql.first(VIEW + " WHERE id = ?", Stored::read, id);
          return found.isEmpty()
              ? Optional.empty()
              : Optional.of(found.get().view(results(sql, found.get().key())));
        });
  }

  private static Map<String, Long> results(Sql sql, long operation) throws SQLException {
    Map<String, Long> results = new TreeMap<>();
    sql.list(
        "SELECT result, items FROM operation_result WHERE operation = ?",
        row -> results.put(row.text(1), row.number(2)),
        operation);
    return results;
  }

  @Override
  public List<Item> items(UUID id, boolean skipped, long after, int max) {
    return readers.read(sql -> items(sql, skipped ? SKIPPED : "", id, after, max));
  }

  @Override
  public List<Item> items(UUID id, String result, long after, int max) {
    String which = result.equals("DONE") ? "" : SKIPPED;
    return readers.read(sql -> items(sql, which + " AND i.result = ?", id, after, result, max));
  }

  private static List<Item> items(Sql sql, String which, Object... values) throws SQLException {
    return sql.list(
        "SELECT i.number, t.sender, t.id, i.result FROM operation o"
            + " JOIN operation_item i ON i.operation = o.key"
            + " JOIN transfer t ON t.key = i.transfer"
            + " WHERE o.id = ? AND i.number > ?"
            + which
            + " ORDER BY i.number LIMIT ?",
        row -> new Item(row.number(1), new TransferId(row.text(2), row.uuid(3)), row.text(4)),
        values);
  }

  @Override
  public Map<String, Long> standing(UUID id) {
    return readers.read(
        sql -> {
          Map<String, Long> standing = new TreeMap<>();
          sql.list(
              "SELECT t.state, COUNT(*) FROM operation o"
                  + " JOIN operation_item i ON i.operation = o.key AND i.number >= o.next_item"
                  + " JOIN transfer t ON t.key = i.transfer WHERE o.id = ? GROUP BY t.state",
              row -> standing.put(row.text(1), row.number(2)),
              id);
          return standing;
        });
  }

  @Override
  public boolean run(UUID id, long pauseAfter, Instant now) {
    return writer.write(
        turn -> {
          Optional<Stored> found = turn.sql().first(VIEW + " WHERE id = ?", Stored::read, id);
          if (found.isEmpty()
              || !EnumSet.of(State.PLANNED, State.PAUSED).contains(found.get().state())
              || !approved(turn.sql(), found.get())) {
            return false;
          }
          long until = pauseAfter == 0 ? 0 : found.get().next() - 1 + pauseAfter;
          turn.sql()
              .update(
                  "UPDATE operation SET pause_after = ? WHERE key = ?", until, found.get().key());
          turn.sql().update(STATE, State.RUNNING, now, found.get().key());
          return true;
        });
  }

  /** By a second person, where that is needed. */
  private static boolean approved(Sql sql, Stored one) throws SQLException {
    return one.kind() != Kind.REDIRECT
        || one.state() != State.PLANNED
        || sql.first(
                "SELECT 1 FROM proposal WHERE state = 'APPROVED' AND kind = ? AND about = ? LIMIT 1",
                row -> row.yes(1),
                Proposals.Kind.RUN,
                one.id().toString())
            .isPresent();
  }

  @Override
  public boolean pause(UUID id, Instant now) {
    return move(id, EnumSet.of(State.RUNNING), State.PAUSED, now);
  }

  @Override
  public boolean cancel(UUID id, Instant now) {
    return move(id, EnumSet.complementOf(EnumSet.copyOf(ENDED)), State.CANCELLED, now);
  }

  private boolean move(UUID id, Set<State> from, State to, Instant now) {
    return writer.write(
        turn -> {
          Optional<Stored> found = turn.sql().first(VIEW + " WHERE id = ?", Stored::read, id);
          return found.isPresent()
              && from.contains(found.get().state())
              && turn.sql().update(STATE, to, now, found.get().key()) == 1;
        });
  }

  /** What fails as a part is done one by one, so that one record holds up no other. */
  @Override
  public int work(int max, Redirecting redirecting, Instant now) {
    try {
      Judged judged = judged(max, redirecting);
      return writer.write(turn -> new OperationPart(turn, max, judged, now).run());
    } catch (LedgerFailure failure) {
      if (max > 1) {
        return work(1, redirecting, now);
      }
      return writer.write(turn -> new OperationPart(turn, 1, Judged.NOTHING, now).failed());
    }
  }

  /**
   * What may be redirected of the next records, found out beside the writer.
   *
   * @param operation which, and from which record on; 0 if none that redirects runs
   */
  record Judged(long operation, long from, Map<TransferId, Redirected> records) {
    static final Judged NOTHING = new Judged(0, 0, Map.of());
  }

  private Judged judged(int max, Redirecting redirecting) {
    return readers.read(
        sql -> {
          Optional<Stored> running =
              sql.first(RUNNING, Stored::read).filter(one -> one.kind() == Kind.REDIRECT);
          if (running.isEmpty()) {
            return Judged.NOTHING;
          }
          Stored one = running.get();
          Map<TransferId, Redirected> records = new HashMap<>();
          for (AwaitingAddress each : address.unsigned(sql, one.key(), one.next(), max)) {
            records.put(each.facts().transferId(), judged(each, redirecting, one.office()));
          }
          return new Judged(one.key(), one.next(), records);
        });
  }

  /** One that can't be read fails its part, as any other fault of a record does. */
  private static Redirected judged(AwaitingAddress one, Redirecting redirecting, String node) {
    try {
      return redirecting.judge(one.facts(), one.record(), node);
    } catch (IllegalStateException damaged) {
      throw new LedgerFailure("A record could not be judged", damaged);
    }
  }

  @Override
  public void forget(Instant before, int max) {
    List<Long> old =
        readers.read(
            sql ->
                sql.list(
                    "SELECT key FROM operation WHERE changed < ? AND state IN"
                        + " ('DONE', 'CANCELLED', 'PLANNING', 'PLANNED') ORDER BY key LIMIT 1",
                    row -> row.number(1),
                    before));
    for (long operation : old) {
      writer.write(
          turn -> {
            Sql sql = turn.sql();
            int gone =
                sql.update(
                    "DELETE FROM operation_item WHERE operation = ? AND number <="
                        + " (SELECT MIN(number) + ? FROM operation_item WHERE operation = ?)",
                    operation,
                    max,
                    operation);
            if (gone == 0) {
              sql.update("DELETE FROM operation_result WHERE operation = ?", operation);
              sql.update("DELETE FROM operation WHERE key = ?", operation);
            }
            return gone;
          });
    }
  }

  /** One row. */
  record Stored(
      long key,
      UUID id,
      Kind kind,
      String office,
      String by,
      State state,
      Instant planned,
      Instant changed,
      long total,
      long next,
      long pauseAfter) {

    static Stored read(Row row) throws SQLException {
      return new Stored(
          row.number(1),
          row.uuid(2),
          Kind.valueOf(row.text(3)),
          row.text(4),
          row.text(5),
          State.valueOf(row.text(6)),
          row.instant(7),
          row.instant(8),
          row.number(9),
          row.number(10),
          row.number(11));
    }

    View view(Map<String, Long> results) {
      return new View(id, kind, office, by, state, planned, changed, total, pauseAfter, results);
    }
  }
}
