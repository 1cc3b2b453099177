package hutong.gateway.ledger;

import hutong.routes.ledger.FailureGroup;
import hutong.routes.ledger.FailureGroup.Question;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Reads what fails, by cause. There are only so many groups, and all of them are looked at. */
record FailureSql(Sql sql) {

  /** Of one fault and sender; nobody needs to know more exactly. */
  private static final int MOST_QUARANTINED = 1_000;

  private record Row(long key, FailureGroup group) {}

  /** What the records of a group have in common, whatever the field. */
  private record Where(boolean outbound, String state, String code, String node, String type) {
    private static Where of(FailureGroup group) {
      return new Where(group.outbound(), group.state(), group.code(), group.node(), group.type());
    }
  }

  List<FailureGroup> groups(Question question, int max, Instant now) throws SQLException {
    Map<Where, Long> open = open();
    List<Row> found = new ArrayList<>();
    for (Row each : rows(question)) {
      FailureGroup group = each.group;
      long still =
          group.state().equals(FailureGroup.QUARANTINED)
              ? quarantined(group)
              : open.getOrDefault(Where.of(group), 0L);
      found.add(new Row(each.key, with(group, still, group.hours())));
    }
    found.sort(
        Comparator.comparing((Row each) -> each.group.open())
            .thenComparing(each -> each.group.last())
            .reversed());
    List<Row> shown = found.subList(0, Math.min(max, found.size()));
    Map<Long, List<Long>> hours = hours(shown, now);
    return shown.stream()
        .map(each -> with(each.group, each.group.open(), hours.get(each.key)))
        .toList();
  }

  private List<Row> rows(Question question) throws SQLException {
    StringBuilder where = new StringBuilder("last_seen >= ?");
    List<Object> values = new ArrayList<>();
    values.add(question.since() == null ? Instant.EPOCH : question.since());
    Object[] asked = {question.outbound(), question.code(), question.node(), question.type()};
    String[] columns = {"outbound", "code", "partner", "type"};
    for (int i = 0; i < asked.length; i++) {
      if (asked[i] != null) {
        where.append(" AND ").append(columns[i]).append(" = ?");
        values.add(asked[i]);
      }
    }
    values.add(FailureBook.MOST);
    return sql.list(
        "SELECT key, outbound, state, code, NULLIF(partner, ''), NULLIF(type, ''), pointer, times,"
            + " first_seen, last_seen FROM failure_group WHERE "
            + where
            + " ORDER BY last_seen DESC LIMIT ?",
        row ->
            new Row(
                row.number(1),
                new FailureGroup(
                    row.yes(2),
                    row.text(3),
                    row.text(4),
                    row.text(5),
                    row.text(6),
                    row.text(7),
                    row.number(8),
                    0,
                    row.instant(9),
                    row.instant(10),
                    List.of())),
        values.toArray());
  }

  /** Those that stand so and can go on: what was refused has ended. */
  private Map<Where, Long> open() throws SQLException {
    Map<Where, Long> open = new HashMap<>();
    sql.list(
        "SELECT outbound, state, cause, NULLIF(partner, ''), type, records FROM tally_count"
            + " WHERE state IN ('WAITING_RETRY', 'SET_ASIDE', 'PARKED', 'EXPIRED')"
            + " AND records > 0",
        row -> {
          String state = row.text(2);
          String cause = row.text(3).isEmpty() ? state : row.text(3);
          return open.merge(
              new Where(row.yes(1), state, cause, row.text(4), row.text(5)),
              row.number(6),
              Long::sum);
        });
    return open;
  }

  private long quarantined(FailureGroup group) throws SQLException {
    String kept =
        "SELECT COUNT(*) FROM (SELECT 1 FROM quarantine WHERE fault = ? AND claimed_from ";
    return group.node() == null
        ? sql.first(
                kept + "IS NULL LIMIT ?) counted",
                row -> row.number(1),
                group.code(),
                MOST_QUARANTINED)
            .orElse(0L)
        : sql.first(
                kept + "= ? LIMIT ?) counted",
                row -> row.number(1),
                group.code(),
                group.node(),
                MOST_QUARANTINED)
            .orElse(0L);
  }

  private Map<Long, List<Long>> hours(List<Row> shown, Instant now) throws SQLException {
    long newest = FailureBook.hour(now.toEpochMilli());
    long before = newest - FailureGroup.HOURS;
    Map<Long, List<Long>> hours = new HashMap<>();
    for (Row each : shown) {
      hours.put(each.key, new ArrayList<>(Collections.nCopies(FailureGroup.HOURS, 0L)));
    }
    sql.among(
        "SELECT failure, hour, times FROM failure_hour WHERE {any}",
        "(failure = ? AND hour > ? AND hour <= ?)",
        shown.stream().map(each -> new Object[] {each.key, before, newest}).toList(),
        row -> hours.get(row.number(1)).set((int) (row.number(2) - before - 1), row.number(3)));
    return hours;
  }

  private static FailureGroup with(FailureGroup group, long open, List<Long> hours) {
    return new FailureGroup(
        group.outbound(),
        group.state(),
        group.code(),
        group.node(),
        group.type(),
        group.pointer(),
        group.times(),
        open,
        group.first(),
        group.last(),
        hours);
  }
}
