package hutong.gateway.ledger;

import hutong.routes.Deadlines;
import hutong.routes.ledger.RateCounts;
import hutong.routes.ledger.Rates;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;

/** Counts by one passage over the records of the days asked for; no payload is opened. */
final class RateSql implements Rates {

  /** China keeps one time, without summer time since 1992. */
  private static final long AHEAD_MS = 28_800_000;

  private static final String DAY = "(t.created + " + AHEAD_MS + ") / 86400000";

  /** A summary is about records, and is none of them. */
  static final String COUNTED = Measured.receipted("t") + " AND t.type <> '" + Rosters.TYPE + "'";

  private static final String ACCEPTED = "t.outcome = 'ACCEPTED'";

  /** A copy of an earlier reply is none. */
  private static final String REPLIED =
      "EXISTS (SELECT 1 FROM transfer r WHERE r.correlation = t.id"
          + " AND r.outbound = 1 - t.outbound AND (r.partner || '') = t.partner AND r.reply = 1 AND "
          + Measured.replies("r")
          + " AND NOT EXISTS (SELECT 1 FROM transfer e WHERE e.substance = r.substance"
          + " AND e.outbound = r.outbound AND (e.partner || '') = r.partner AND "
          + Measured.replies("e")
          + " AND (e.created < r.created OR (e.created = r.created AND e.id < r.id))))";

  private static final String COUNTS =
      "COUNT(*), "
          + sum(ACCEPTED)
          + sum(
              "t.outcome IN ('ACCEPTED', 'SUPERSEDED')"
                  + " AND (t.due_end IS NULL OR t.decided < t.due_end)")
          + sum("t.due_end IS NOT NULL AND (t.answered IS NOT NULL OR t.due_end <= ?)")
          + sum("t.answered < t.due_end")
          + sum(ACCEPTED + " AND t.answering = 'REPLY'")
          + sum(ACCEPTED + " AND t.answering = 'REPLY' AND " + REPLIED)
          + sum(ACCEPTED + " AND t.answering = 'EVALUATION'")
          + sum(ACCEPTED + " AND t.answering = 'EVALUATION' AND t.matched IS NOT NULL")
          + sum(ACCEPTED + " AND t.answering = 'EVALUATION' AND t.matched = 1")
          + sum(ACCEPTED + " AND t.marked IS NOT NULL")
          + "SUM(CASE WHEN "
          + ACCEPTED
          + " AND t.marked = 0 THEN 1 ELSE 0 END)";

  private final Readers readers;

  RateSql(Readers readers) {
    this.readers = readers;
  }

  private static String sum(String condition) {
    return "SUM(CASE WHEN " + condition + " THEN 1 ELSE 0 END), ";
  }

  @Override
  public List<Counts> count(Question question, int most, Instant now) {
    return readers.read(
        sql -> {
          List<Counts> counted = counted(sql, question, most, now);
          return question.by().contains(By.DAY)
              ? counted
              : new Expectations(sql, question).over(counted);
        });
  }

  private static List<Counts> counted(Sql sql, Question question, int most, Instant now)
      throws SQLException {
    String groups = groups(question);
    return sql.list(
        "SELECT "
            + groups
            + ", "
            + COUNTS
            + " FROM transfer t WHERE t.created >= ? AND t.created < ? AND "
            + COUNTED
            + " GROUP BY 1, 2, 3, 4, 5 ORDER BY 1, 2, 3, 4, 5 LIMIT ?",
        RateSql::read,
        now,
        start(question.from()),
        start(question.to().plusDays(1)),
        most + 1);
  }

  /** Always five columns, those not told apart without a value. */
  static String groups(Question question) {
    return "t.outbound, "
        + column(question, By.NODE, "t.partner")
        + ", "
        + column(question, By.DIVISION, "t.target")
        + ", "
        + column(question, By.TYPE, "t.type")
        + ", "
        + (question.by().contains(By.DAY) ? DAY : "CAST(NULL AS BIGINT)");
  }

  private static String column(Question question, By by, String column) {
    return question.by().contains(by) ? column : "CAST(NULL AS TEXT)";
  }

  static Instant start(LocalDate day) {
    return day.atStartOfDay(Deadlines.ZONE).toInstant();
  }

  static Group group(Row row) throws SQLException {
    Long day = row.numberOrNull(5);
    return new Group(
        row.yes(1),
        row.text(2),
        row.text(3),
        row.text(4),
        day == null ? null : LocalDate.ofEpochDay(day));
  }

  private static Counts read(Row row) throws SQLException {
    return new Counts(
        group(row),
        new RateCounts(
            row.number(6),
            row.number(7),
            row.number(8),
            row.number(9),
            row.number(10),
            row.number(11),
            row.number(12),
            row.number(13),
            row.number(14),
            row.number(15),
            row.number(16),
            row.number(17),
            null));
  }
}
