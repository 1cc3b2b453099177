package hutong.gateway.ledger;

import hutong.routes.RetryPolicy;
import hutong.routes.ledger.Destination;
import hutong.routes.ledger.Destination.State;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.ThreadLocalRandom;

/** Notes how destinations stand: put off, back again, paused, catching up. */
final class DestinationSql {
  static final String PLANNED = State.PLANNED_OUTAGE.name();

  private static final String OF_IT =
      " FROM outbox o WHERE o.destination = names.name AND o.kind IN (0, 1)";

  /**
   * For whom something waits, how much of it, counted up to a number, since when, by kind, and
   * whether an outage left some of it: look-ups, however much waits.
   */
  private static final String WAITING =
      DispatchSql.names(
          "outbox",
          ", (SELECT COUNT(*) FROM (SELECT 1"
              + OF_IT
              + " LIMIT ?) AS counted)"
              + oldest(Outbox.RECEIPT)
              + oldest(Outbox.RECORD)
              + ", (SELECT 1"
              + OF_IT
              + " AND o.entry <= (SELECT d.drain_to FROM destination d"
              + " WHERE d.name = names.name) LIMIT 1)");

  private final GroupCommit writer;
  private final Readers readers;
  private final RetryPolicy retry;

  DestinationSql(GroupCommit writer, Readers readers, RetryPolicy retry) {
    this.writer = writer;
    this.readers = readers;
    this.retry = retry;
  }

  private static String oldest(int kind) {
    return ", (SELECT COALESCE(t.arrived, t.created) FROM outbox o"
        + " JOIN transfer t ON t.key = o.about WHERE o.destination = names.name AND o.kind = "
        + kind
        + " ORDER BY o.entry LIMIT 1)";
  }

  /** An attempt failed; two that fail together count once. */
  static void failed(Sql sql, String name, String cause, Instant now, RetryPolicy retry)
      throws SQLException {
    Standing standing = Standing.of(sql, name);
    if (standing.broken() && !standing.mayTry(now, retry)) {
      return;
    }
    long failures = standing.failures() + 1;
    Instant next = now.plus(retry.after(failures - 1, ThreadLocalRandom.current()));
    putOff(sql, name, failures, standing.broken() ? standing.since() : now, next, cause);
  }

  private static void putOff(
      Sql sql, String name, long failures, Instant since, Instant next, String cause)
      throws SQLException {
    sql.update(
        "INSERT INTO destination (name, failures, since, next_attempt, cause)"
            + " VALUES (?, ?, ?, ?, ?) ON CONFLICT (name) DO UPDATE SET"
            + " failures = excluded.failures, since = excluded.since,"
            + " next_attempt = excluded.next_attempt, cause = excluded.cause",
        name,
        failures,
        since,
        next,
        cause);
  }

  /** An attempt succeeded with these entries, which have left the outbox. */
  static void reached(Sql sql, String name, List<Long> entries, Instant now, RetryPolicy retry)
      throws SQLException {
    Standing standing = Standing.of(sql, name);
    if (standing.broken()) {
      sql.update(
          "UPDATE destination SET failures = 0, since = ?, next_attempt = NULL, cause = NULL,"
              + " drain_to = ?, drain_paid = NULL WHERE name = ?",
          now,
          backlog(sql, name, retry),
          name);
    } else if (standing.drainTo() != null) {
      drained(sql, standing, entries, now, retry);
    }
  }

  private static void drained(
      Sql sql, Standing standing, List<Long> entries, Instant now, RetryPolicy retry)
      throws SQLException {
    int count = (int) entries.stream().filter(entry -> entry <= standing.drainTo()).count();
    boolean more =
        retry.drainPerSecond() > 0
            && sql.first(
                    "SELECT 1 FROM outbox WHERE destination = ? AND kind IN (0, 1) AND entry <= ?"
                        + " LIMIT 1",
                    row -> row.yes(1),
                    standing.name(),
                    standing.drainTo())
                .isPresent();
    sql.update(
        "UPDATE destination SET drain_to = ?, drain_paid = ?, since = ? WHERE name = ?",
        more ? standing.drainTo() : null,
        more ? standing.paidAfter(count, now, retry) : null,
        more ? standing.since() : now,
        standing.name());
  }

  /** The last entry that waits; null if none does or there is no rate to keep. */
  private static Long backlog(Sql sql, String name, RetryPolicy retry) throws SQLException {
    if (retry.drainPerSecond() == 0) {
      return null;
    }
    Long last = null;
    for (int kind : new int[] {Outbox.RECEIPT, Outbox.RECORD}) {
      Long entry =
          sql.first(
                  "SELECT MAX(entry) FROM outbox WHERE destination = ? AND kind = ?",
                  row -> row.numberOrNull(1),
                  name,
                  kind)
              .orElse(null);
      last = entry == null || (last != null && last > entry) ? last : entry;
    }
    return last;
  }

  void standStill(String name, Instant now) {
    writer.write(
        turn -> {
          if (Standing.of(turn.sql(), name).broken()) {
            tryNow(turn.sql(), name, now);
          } else {
            putOff(turn.sql(), name, 0, now, now, PLANNED);
          }
          return null;
        });
  }

  boolean pause(String name, String reason, Instant now) {
    return writer.write(
        turn ->
            turn.sql()
                    .update(
                        "INSERT INTO destination (name, failures, paused, pause_reason)"
                            + " VALUES (?, 0, ?, ?) ON CONFLICT (name) DO UPDATE SET"
                            + " paused = excluded.paused, pause_reason = excluded.pause_reason"
                            + " WHERE destination.paused IS NULL",
                        name,
                        now,
                        reason)
                == 1);
  }

  boolean resume(String name, Instant now) {
    return writer.write(
        turn -> {
          Standing standing = Standing.of(turn.sql(), name);
          if (standing.paused() == null) {
            return false;
          }
          turn.sql()
              .update(
                  "UPDATE destination SET paused = NULL, pause_reason = NULL, since = ?,"
                      + " next_attempt = ?, drain_to = ?, drain_paid = NULL WHERE name = ?",
                  standing.broken() ? standing.since() : now,
                  standing.broken() ? now : null,
                  backlog(turn.sql(), name, retry),
                  name);
          return true;
        });
  }

  /** The next attempt is made now. */
  static void tryNow(Sql sql, String name, Instant now) throws SQLException {
    sql.update(
        "UPDATE destination SET next_attempt = ? WHERE name = ? AND cause IS NOT NULL", now, name);
  }

  List<Destination> standings() {
    return readers.read(
        sql -> {
          SortedMap<String, Standing> all = Standing.all(sql);
          SortedMap<String, Destination> standings = new TreeMap<>();
          all.forEach((name, found) -> standings.put(name, quiet(found)));
          sql.list(WAITING, row -> waiting(row, all), Destination.MOST_COUNTED + 1)
              .forEach(each -> standings.put(each.node(), each));
          return List.copyOf(standings.values());
        });
  }

  private static Destination waiting(Row row, Map<String, Standing> all) throws SQLException {
    Standing found = all.getOrDefault(row.text(1), Standing.untried(row.text(1)));
    Instant receipt = row.instant(3);
    Instant record = row.instant(4);
    boolean receiptFirst = record == null || (receipt != null && receipt.isBefore(record));
    return standing(
        found, state(found, row.yes(5)), row.number(2), receiptFirst ? receipt : record);
  }

  /** Of one for whom nothing waits nothing is asked. */
  private static Destination quiet(Standing found) {
    return standing(found, state(found, false), 0, null);
  }

  private static Destination standing(Standing found, State state, long waiting, Instant oldest) {
    boolean paused = state == State.PAUSED;
    return new Destination(
        found.name(),
        state,
        paused ? found.paused() : found.since(),
        found.failures(),
        state == State.PUT_OFF ? found.nextAttempt() : null,
        paused ? found.pauseReason() : found.cause(),
        Math.min(waiting, Destination.MOST_COUNTED),
        waiting > Destination.MOST_COUNTED,
        oldest);
  }

  private static State state(Standing found, boolean draining) {
    if (found.paused() != null) {
      return State.PAUSED;
    }
    if (found.broken()) {
      return State.PUT_OFF;
    }
    return draining ? State.DRAINING : State.UP;
  }
}
