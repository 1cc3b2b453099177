package hutong.gateway.ledger;

import hutong.gateway.ledger.Event.Subject;
import hutong.gateway.ledger.Event.What;
import hutong.routes.ledger.Act;
import hutong.routes.ledger.AuditLog;
import hutong.routes.ledger.LedgerPosition;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;

/** Keeps what people did, each act with an event of its own that has its digest. */
final class ActSql implements AuditLog {

  /** Word of the event that says that somebody did something. */
  static final String ACT = "ACT";

  /** Columns as {@link #read} reads them. */
  static final String COLUMNS =
      "number, happened, done_by, channel, what, about, request, outcome, code";

  private static final byte[] NO_ID = new byte[16];

  private final GroupCommit writer;
  private final Readers readers;

  ActSql(GroupCommit writer, Readers readers) {
    this.writer = writer;
    this.readers = readers;
  }

  @Override
  public void note(List<Act> acts) {
    writer.write(
        turn -> {
          for (Act each : acts) {
            add(turn, each);
          }
          return null;
        });
  }

  static void add(Turn turn, Act act) throws SQLException {
    LedgerPosition bound =
        turn.event(new Subject(0, true, "", NO_ID), new What(ACT, digest(act), ""), act.at());
    turn.sql()
        .update(
            "INSERT INTO act (number, writer, event, happened, done_by, channel, what, about,"
                + " request, outcome, code) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
            turn.nextKey(),
            bound.writer(),
            bound.number(),
            act.at(),
            act.by(),
            act.channel(),
            act.what(),
            act.about(),
            act.request(),
            act.outcome(),
            act.code());
  }

  /** Hex SHA-256 of all that it says, a line each: nothing in an act has a line's end. */
  static String digest(Act act) {
    Object[] lines = {
      "hutong-act-1",
      act.at().toEpochMilli(),
      act.by(),
      act.channel(),
      act.what(),
      act.about(),
      act.request(),
      act.outcome(),
      act.code()
    };
    String text =
        Arrays.stream(lines)
            .map(each -> Objects.toString(each, ""))
            .collect(Collectors.joining("\n"));
    return HexFormat.of().formatHex(Event.sha256(text.getBytes(StandardCharsets.UTF_8)));
  }

  @Override
  public List<Act> list(Filter filter, Cursor after, int max) {
    StringBuilder sql =
        new StringBuilder("SELECT " + COLUMNS + " FROM act WHERE (happened, number) < (?, ?)");
    List<Object> values = new ArrayList<>();
    values.add(after == null ? Long.MAX_VALUE : after.at().toEpochMilli());
    values.add(after == null ? Long.MAX_VALUE : after.number());
    when(sql, values, " AND done_by = ?", filter.by());
    when(sql, values, " AND what = ?", filter.what());
    when(sql, values, " AND happened >= ?", filter.from());
    when(sql, values, " AND happened < ?", filter.until());
    sql.append(" ORDER BY happened DESC, number DESC LIMIT ?");
    values.add(Math.min(max, MOST));
    return readers.read(rows -> rows.list(sql.toString(), ActSql::read, values.toArray()));
  }

  private static void when(StringBuilder sql, List<Object> values, String condition, Object given) {
    if (given != null) {
      sql.append(condition);
      values.add(given);
    }
  }

  static Act read(Row row) throws SQLException {
    return new Act(
        row.number(1),
        row.instant(2),
        row.text(3),
        Act.Channel.valueOf(row.text(4)),
        row.text(5),
        row.text(6),
        row.text(7),
        Act.Outcome.valueOf(row.text(8)),
        row.text(9));
  }
}
