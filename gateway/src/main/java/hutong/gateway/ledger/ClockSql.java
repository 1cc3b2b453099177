package hutong.gateway.ledger;

import hutong.gateway.ledger.Event.Subject;
import hutong.gateway.ledger.Event.What;
import hutong.routes.ledger.Alarm;
import hutong.routes.ledger.AnswerClock;
import hutong.routes.ledger.Clocks;
import hutong.routes.ledger.Owed;
import hutong.routes.ledger.Urging;
import hutong.routes.ledger.Viewer;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** Keeps the clocks of answers that are owed. */
final class ClockSql implements Clocks {

  /** At once, so that other writers get their turn. */
  private static final int MOST = 1000;

  /** What lapsed, or was settled without an answer, can't be answered any more. */
  private static final String OWED =
      "t.due_end IS NOT NULL AND t.answered IS NULL"
          + " AND (t.case_state IS NULL OR t.case_state <> 'CLOSED')";

  private final GroupCommit writer;
  private final Readers readers;
  private final Place place;

  ClockSql(GroupCommit writer, Readers readers, Place place) {
    this.writer = writer;
    this.readers = readers;
    this.place = place;
  }

  @Override
  public List<Owed> owed(
      Viewer viewer, Question question, Owed.Cursor after, int max, Instant now) {
    String name = ViewSql.name(viewer);
    List<Object> values = new ArrayList<>(List.of(after.end(), after.end(), after.key()));
    StringBuilder where = new StringBuilder(flagged(question.flag(), now, values));
    // Each as an expression, so that no index is taken that begins with it: all records are in
    // those.
    and(where, values, "+t.outbound", question.outbound());
    and(where, values, "(t.partner || '')", question.node());
    and(where, values, "(t.type || '')", question.type());
    if (name != null) {
      where.append(" AND ").append(ViewSql.SEEN);
      values.addAll(List.of(name, name, name));
    }
    values.add(max);
    return readers.read(
        sql ->
            sql.list(
                "SELECT "
                    + FactsColumns.ALL
                    + ", t.outbound, t.state, t.due_date, t.due_rule, t.due_calendar, t.due_end,"
                    + " t.answered, t.urged, t.key FROM transfer t WHERE t.due_end >= ?"
                    + " AND (t.due_end > ? OR t.key > ?) AND "
                    + where
                    + " ORDER BY t.due_end, t.key LIMIT ?",
                ClockSql::read,
                values.toArray()));
  }

  /** Among them the very words of an index's condition. */
  private static String flagged(AnswerClock.Flag flag, Instant now, List<Object> values) {
    if (flag == AnswerClock.Flag.LATE) {
      return "t.answered >= t.due_end";
    }
    if (flag == AnswerClock.Flag.IN_TIME) {
      throw new IllegalArgumentException("what was answered in time is not kept in order");
    }
    if (flag == null) {
      return OWED;
    }
    values.add(now);
    return OWED + " AND t.due_end " + (flag == AnswerClock.Flag.DUE ? ">" : "<=") + " ?";
  }

  private static void and(StringBuilder where, List<Object> values, String column, Object value) {
    if (value != null) {
      where.append(" AND ").append(column).append(" = ?");
      values.add(value);
    }
  }

  private static Owed read(Row row) throws SQLException {
    int at = FactsColumns.COUNT;
    return new Owed(
        row.yes(at + 1),
        FactsColumns.read(row),
        row.text(at + 2),
        FactsColumns.clock(row, at + 3, at + 6),
        new Owed.Cursor(row.number(at + 6), row.number(at + 9)));
  }

  @Override
  public int urge(Urging urging, Instant now) {
    if (!place.slice().first()) {
      return 0;
    }
    int reminded =
        urge(AnswerClock.Urged.REMINDED, Alarm.Code.OVERDUE, now.minus(urging.remindAfter()), now);
    return reminded
        + urge(
            AnswerClock.Urged.ESCALATED,
            Alarm.Code.ESCALATED,
            now.minus(urging.escalateAfter()),
            now);
  }

  private record Late(Subject subject, String creditor, String type) {}

  /** A writer's turn is taken only if there is anything. */
  private int urge(AnswerClock.Urged stage, Alarm.Code code, Instant endedBy, Instant now) {
    if (readers.read(sql -> late(sql, stage, endedBy, 1)).isEmpty()) {
      return 0;
    }
    return writer.write(
        turn -> {
          List<Late> late = late(turn.sql(), stage, endedBy, MOST);
          Sql.Batch rows = turn.sql().batch("UPDATE transfer SET urged = ? WHERE key = ?");
          UrgingAlarms alarms = new UrgingAlarms(turn, code, now);
          for (Late one : late) {
            rows.add(stage, one.subject.key());
            turn.event(one.subject, new What(stage, null, ""), now);
            alarms.about(one.creditor, one.type);
          }
          rows.run();
          alarms.run();
          return late.size();
        });
  }

  private static List<Late> late(Sql sql, AnswerClock.Urged stage, Instant endedBy, int max)
      throws SQLException {
    return sql.list(
        "SELECT "
            + FactsColumns.SUBJECT
            + ", t.partner, t.type FROM transfer t WHERE t.urged = ? AND t.due_end <= ? AND "
            + OWED
            + " AND t.outbound = 0 ORDER BY t.due_end LIMIT ?",
        row -> new Late(FactsColumns.subject(row, 1), row.text(5), row.text(6)),
        stage == AnswerClock.Urged.REMINDED
            ? AnswerClock.Urged.NOT_YET
            : AnswerClock.Urged.REMINDED,
        endedBy,
        max);
  }
}
