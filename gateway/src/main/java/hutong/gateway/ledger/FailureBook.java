package hutong.gateway.ledger;

import hutong.gateway.ledger.Event.What;
import hutong.routes.ledger.FailureGroup;
import hutong.routes.ledger.OutboundState;
import hutong.routes.ledger.Quarantined;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Counts failures by cause and hour as they are written. The causes are words of closed sets; what
 * a partner may choose itself, the field, is told apart only so often.
 */
final class FailureBook {
  static final Duration KEPT = Duration.ofDays(30);

  /** Groups altogether; the one that has not been seen for longest makes room. */
  static final int MOST = 2_000;

  /** Fields of one cause. */
  private static final int MOST_POINTERS = 20;

  private static final long HOUR_MS = Duration.ofHours(1).toMillis();
  private static final int LONGEST_POINTER = 100;
  private static final Pattern NUMBER = Pattern.compile("/[0-9]+(?=/|$)");
  private static final Pattern POINTER = Pattern.compile("(/[A-Za-z0-9_*-]{1,60}){1,12}");
  private static final Set<String> FAILING =
      Set.of("WAITING_RETRY", "SET_ASIDE", "PARKED", "REJECTED", "EXPIRED");

  private FailureBook() {}

  private record Cause(
      boolean outbound, String state, String code, String partner, String type, String pointer) {
    private Cause anywhere() {
      return new Cause(outbound, state, code, partner, type, "");
    }

    private Object[] values() {
      return new Object[] {outbound, state, code, partner, type, pointer};
    }
  }

  /** How often, and when last. */
  private static final class Seen {
    private long times;
    private long last;
  }

  /** The stable word why; null if an event has none. */
  static String code(What what) {
    return what.refusal() != null ? what.refusal().code().name() : OutcomeSql.code(what.detail());
  }

  /** Of the events of one group, in the transaction that writes them. */
  static void write(Turn turn, List<Event> events) throws SQLException {
    Map<Cause, Seen> seen = new LinkedHashMap<>();
    for (Event event : events) {
      Event.Subject about = event.about();
      String state = TallyBook.state(about.outbound(), event.what().word());
      if (state != null && FAILING.contains(state)) {
        String code = code(event.what());
        // Tried again by hand: that is no failure.
        if (code != null || !state.equals(OutboundState.WAITING_RETRY.name())) {
          add(
              seen,
              new Cause(
                  about.outbound(),
                  state,
                  code == null ? state : code,
                  text(about.partner()),
                  text(about.type()),
                  pointer(event.what())),
              event.at());
        }
      }
    }
    note(turn, seen);
  }

  static void quarantined(Turn turn, List<Quarantined> envelopes) throws SQLException {
    Map<Cause, Seen> seen = new LinkedHashMap<>();
    for (Quarantined one : envelopes) {
      String from = text(one.from());
      add(
          seen,
          new Cause(false, FailureGroup.QUARANTINED, one.fault(), from, "", ""),
          one.at().toEpochMilli());
    }
    note(turn, seen);
  }

  private static void add(Map<Cause, Seen> seen, Cause cause, long at) {
    Seen one = seen.computeIfAbsent(cause, any -> new Seen());
    one.times++;
    one.last = Math.max(one.last, at);
  }

  /** The first field, without places in lists; empty if there is none, or one of a strange form. */
  private static String pointer(What what) {
    if (what.refusal() == null || what.refusal().pointers().isEmpty()) {
      return "";
    }
    String first = what.refusal().pointers().get(0);
    String form = first.length() > LONGEST_POINTER ? "" : NUMBER.matcher(first).replaceAll("/*");
    return POINTER.matcher(form).matches() ? form : "";
  }

  private static String text(String given) {
    return given == null ? "" : given;
  }

  private static void note(Turn turn, Map<Cause, Seen> seen) throws SQLException {
    for (Map.Entry<Cause, Seen> each : seen.entrySet()) {
      Cause cause = each.getKey();
      Seen how = each.getValue();
      Optional<Long> known = moreOf(turn.sql(), cause, how);
      if (known.isEmpty() && !cause.pointer.isEmpty() && pointers(turn.sql(), cause)) {
        cause = cause.anywhere();
        known = moreOf(turn.sql(), cause, how);
      }
      long key = known.isPresent() ? known.get() : first(turn, cause, how);
      turn.sql()
          .update(
              "INSERT INTO failure_hour (failure, hour, times) VALUES (?, ?, ?)"
                  + " ON CONFLICT (failure, hour) DO UPDATE SET"
                  + " times = failure_hour.times + excluded.times",
              key,
              hour(how.last),
              how.times);
    }
  }

  private static Optional<Long> moreOf(Sql sql, Cause cause, Seen how) throws SQLException {
    return sql.first(
        "UPDATE failure_group SET times = times + ?, last_seen = ? WHERE outbound = ?"
            + " AND state = ? AND code = ? AND partner = ? AND type = ? AND pointer = ?"
            + " RETURNING key",
        row -> row.number(1),
        joined(new Object[] {how.times, how.last}, cause.values()));
  }

  private static boolean pointers(Sql sql, Cause cause) throws SQLException {
    return sql.first(
                "SELECT COUNT(*) FROM failure_group WHERE outbound = ? AND state = ? AND code = ?"
                    + " AND partner = ? AND type = ?",
                row -> row.number(1),
                cause.outbound,
                cause.state,
                cause.code,
                cause.partner,
                cause.type)
            .orElse(0L)
        >= MOST_POINTERS;
  }

  private static long first(Turn turn, Cause cause, Seen how) throws SQLException {
    Sql sql = turn.sql();
    if (sql.first("SELECT COUNT(*) FROM failure_group", row -> row.number(1)).orElse(0L) >= MOST) {
      forget(
          sql,
          sql.list(
              "SELECT key FROM failure_group ORDER BY last_seen LIMIT 1", row -> row.number(1)));
    }
    long key = turn.nextKey();
    sql.update(
        "INSERT INTO failure_group (key, times, first_seen, last_seen, outbound, state, code,"
            + " partner, type, pointer) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        joined(new Object[] {key, how.times, how.last, how.last}, cause.values()));
    return key;
  }

  private static Object[] joined(Object[] one, Object[] other) {
    Object[] all = Arrays.copyOf(one, one.length + other.length);
    System.arraycopy(other, 0, all, one.length, other.length);
    return all;
  }

  static long hour(long millis) {
    return Math.floorDiv(millis, HOUR_MS);
  }

  /** Groups that have not been seen for long, and hours that nobody is shown any more. */
  static Void forget(Turn turn, Instant now) throws SQLException {
    Sql sql = turn.sql();
    forget(
        sql,
        sql.list(
            "SELECT key FROM failure_group WHERE last_seen < ? ORDER BY last_seen LIMIT ?",
            row -> row.number(1),
            now.minus(KEPT),
            MOST));
    sql.update(
        "DELETE FROM failure_hour WHERE failure IN (SELECT key FROM failure_group) AND hour < ?",
        hour(now.toEpochMilli()) - FailureGroup.HOURS);
    return null;
  }

  private static void forget(Sql sql, List<Long> groups) throws SQLException {
    if (!groups.isEmpty()) {
      sql.updateAmong("DELETE FROM failure_hour WHERE {any}", "failure = ?", Sql.keys(groups));
      sql.updateAmong("DELETE FROM failure_group WHERE {any}", "key = ?", Sql.keys(groups));
    }
  }
}
