package hutong.gateway.ledger;

import hutong.routes.RetryPolicy;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * How a destination stands, as a row of the database.
 *
 * @param since when it came to stand so; while it is put off, when the outage began
 * @param cause null unless it is put off
 * @param paused null unless it is paused
 * @param drainTo last entry of the outbox that an outage left waiting; null if none did
 */
record Standing(
    String name,
    long failures,
    Instant since,
    Instant nextAttempt,
    String cause,
    Instant paused,
    String pauseReason,
    Long drainTo,
    Instant drainPaid) {
  private static final String SELECT =
      "SELECT name, failures, since, next_attempt, cause, paused, pause_reason, drain_to,"
          + " drain_paid FROM destination";
  private static final Duration WINDOW = Duration.ofMillis(250);

  static Standing of(Sql sql, String name) throws SQLException {
    return sql.first(SELECT + " WHERE name = ?", Standing::read, name).orElse(untried(name));
  }

  /** One that has no row. */
  static Standing untried(String name) {
    return new Standing(name, 0, null, null, null, null, null, null, null);
  }

  /** All that have a row, by name. */
  static SortedMap<String, Standing> all(Sql sql) throws SQLException {
    SortedMap<String, Standing> all = new TreeMap<>();
    sql.list(SELECT, Standing::read).forEach(each -> all.put(each.name, each));
    return all;
  }

  private static Standing read(Row row) throws SQLException {
    return new Standing(
        row.text(1),
        row.number(2),
        row.instant(3),
        row.instant(4),
        row.text(5),
        row.instant(6),
        row.text(7),
        row.numberOrNull(8),
        row.instant(9));
  }

  /** Put off, or about to be tried with one message. */
  boolean broken() {
    return cause != null;
  }

  /** An attempt further off than any wait was put down by a clock that was ahead. */
  boolean mayTry(Instant now, RetryPolicy retry) {
    return paused == null
        && (!broken()
            || !nextAttempt.isAfter(now)
            || nextAttempt.isAfter(now.plus(retry.longest())));
  }

  /** How many entries of the backlog one of so many replicas may send now. */
  int quota(Instant now, RetryPolicy retry, int replicas) {
    long millis = Duration.between(paid(now, retry, replicas), now).toMillis();
    return (int) Math.max(0, millis * retry.drainPerSecond() / 1000 / replicas);
  }

  /** Until when so many more entries use up the rate. */
  Instant paidAfter(int entries, Instant now, RetryPolicy retry) {
    double millis = Math.ceil(entries * 1000.0 / retry.drainPerSecond());
    return paid(now, retry, 1).plusMillis((long) millis);
  }

  /**
   * What was not used for a while lapses. A little ahead are replicas that sent at the same moment;
   * if it is more, the clock was put back.
   */
  private Instant paid(Instant now, RetryPolicy retry, int replicas) {
    long window = Math.max(WINDOW.toMillis(), replicas * 1000L / retry.drainPerSecond() + 1);
    Instant earliest = now.minusMillis(window);
    Instant latest = now.plusMillis(window);
    return drainPaid == null || drainPaid.isBefore(earliest) || drainPaid.isAfter(latest)
        ? earliest
        : drainPaid;
  }
}
