package hutong.gateway.ledger;

import hutong.routes.ledger.RecordPage.Cursor;
import java.sql.SQLException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/** One part of an index, walked from the newest record to the oldest, some entries at a time. */
final class RecordWalk {
  private static final String ORDER = " ORDER BY t.created DESC, t.key DESC LIMIT ?";

  private final Sql sql;
  private final String condition;
  private final Object[] values;
  private final long from;
  private final Deque<Entry> read = new ArrayDeque<>();
  private Cursor place;
  private boolean ended;
  private int step;

  /** What is known of a record before it is shown. */
  record Entry(
      long created,
      long key,
      boolean outbound,
      String state,
      String type,
      String partner,
      String system,
      String cause) {}

  /**
   * @param condition equalities that the index begins with; what follows in it is the creation
   * @param from nothing older than this
   * @param after walked up to there already
   * @param step entries read at first
   */
  RecordWalk(Sql sql, String condition, Object[] values, long from, Cursor after, int step) {
    this.sql = sql;
    this.condition = condition;
    this.values = values;
    this.from = from;
    this.place = after;
    this.step = step;
  }

  /** The next one, which stays; null at the end. */
  Entry peek() throws SQLException {
    if (read.isEmpty() && !ended) {
      more();
    }
    return read.peek();
  }

  void take() {
    read.remove();
  }

  private void more() throws SQLException {
    List<Object> asked = new ArrayList<>(List.of(values));
    asked.addAll(List.of(from, place.created(), place.created(), place.key(), step));
    List<Entry> found =
        sql.list(
            "SELECT t.created, t.key, t.outbound, t.state, t.type, t.partner, t.system, t.cause"
                + " FROM transfer t WHERE "
                + condition
                + "t.created >= ? AND t.created <= ? AND (t.created < ? OR t.key < ?)"
                + ORDER,
            row ->
                new Entry(
                    row.number(1),
                    row.number(2),
                    row.yes(3),
                    row.text(4),
                    row.text(5),
                    row.text(6),
                    row.text(7),
                    row.text(8)),
            asked.toArray());
    ended = found.size() < step;
    read.addAll(found);
    if (!found.isEmpty()) {
      Entry last = found.get(found.size() - 1);
      place = new Cursor(last.created, last.key);
    }
    step = Math.min(1_000, step * 4);
  }
}
