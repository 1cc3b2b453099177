package hutong.gateway.ledger;

import hutong.gateway.ledger.Event.Stand;
import hutong.gateway.ledger.Event.Subject;
import hutong.routes.ledger.InboundState;
import hutong.routes.ledger.OutboundState;
import hutong.routes.ledger.Tally;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Keeps how many records stand in each state, on each route. Every change of state is an event: the
 * counts are moved by the events of a group, in the transaction that writes them, once a cell and
 * not once a record.
 */
final class TallyBook {

  /** Tells what stands alike. */
  private static final String CELL = "outbound, state, type, partner, cause";

  /** Events after which a transfer waits once more to be offered. */
  private static final Set<String> BACK = Set.of(DeliverSql.ASSIGNED, Sought.AGAIN);

  private static final Set<String> OUTBOUND = names(OutboundState.values());
  private static final Set<String> INBOUND = names(InboundState.values());

  /** States in which a record has a cause. */
  private static final Set<String> CAUSED =
      Set.of("WAITING_RETRY", "SET_ASIDE", "PARKED", "REJECTED");

  private TallyBook() {}

  private static Set<String> names(Enum<?>[] states) {
    return Stream.of(states).map(Enum::name).collect(Collectors.toUnmodifiableSet());
  }

  /** How a transfer stands after an event; null if that leaves it as it was. */
  static String state(boolean outbound, String word) {
    if (BACK.contains(word)) {
      return outbound ? null : InboundState.RECEIVED.name();
    }
    return (outbound ? OUTBOUND : INBOUND).contains(word) ? word : null;
  }

  private record Cell(boolean outbound, String type, Stand stand) {}

  /** Of the events of one group, in the transaction that writes them. */
  static void write(Turn turn, List<Event> events) throws SQLException {
    Map<Long, Stand> now = new HashMap<>();
    Map<Cell, long[]> moved = new HashMap<>();
    Map<Long, String> causes = new HashMap<>();
    for (Event event : events) {
      Subject about = event.about();
      String state = state(about.outbound(), event.what().word());
      if (state != null) {
        String cause = CAUSED.contains(state) ? FailureBook.code(event.what()) : null;
        Stand after = new Stand(about.partner(), state, cause);
        Stand before = now.getOrDefault(about.key(), about.before());
        if (before != null) {
          add(moved, about, before, -1);
        }
        add(moved, about, after, 1);
        now.put(about.key(), after);
        if (cause != null || (before != null && before.cause() != null)) {
          causes.put(about.key(), cause);
        }
      }
    }
    count(turn.sql(), moved);
    if (!causes.isEmpty()) {
      Sql.Batch rows = turn.sql().batch("UPDATE transfer SET cause = ? WHERE key = ?");
      for (Map.Entry<Long, String> each : causes.entrySet()) {
        rows.add(each.getValue(), each.getKey());
      }
      rows.run();
    }
  }

  private static void add(Map<Cell, long[]> moved, Subject about, Stand stand, int records) {
    if (about.type() == null) {
      throw new IllegalStateException("an event moves a record and does not say of which type");
    }
    Cell cell = new Cell(about.outbound(), about.type(), stand);
    moved.computeIfAbsent(cell, any -> new long[1])[0] += records;
  }

  private static void count(Sql sql, Map<Cell, long[]> moved) throws SQLException {
    Sql.Batch rows = null;
    for (Map.Entry<Cell, long[]> each : moved.entrySet()) {
      long records = each.getValue()[0];
      if (records != 0) {
        if (rows == null) {
          rows =
              sql.batch(
                  "INSERT INTO tally_count ("
                      + CELL
                      + ", records) VALUES (?, ?, ?, ?, ?, ?) ON CONFLICT ("
                      + CELL
                      + ") DO UPDATE SET records = tally_count.records + excluded.records");
        }
        Cell cell = each.getKey();
        Stand stand = cell.stand;
        rows.add(
            cell.outbound,
            stand.state(),
            cell.type,
            text(stand.partner()),
            text(stand.cause()),
            records);
      }
    }
    if (rows != null) {
      rows.run();
    }
  }

  private static String text(String given) {
    return given == null ? "" : given;
  }

  /** Each cell with its oldest record, which is the first of its part of an index. */
  static List<Tally> read(Sql sql) throws SQLException {
    return sql.list(
        "SELECT c.outbound, NULLIF(c.partner, ''), c.type, c.state, c.records,"
            + " CASE WHEN c.partner = '' THEN (SELECT MIN(t.created) FROM transfer t"
            + " WHERE t.outbound = c.outbound AND t.state = c.state AND t.type = c.type"
            + " AND t.partner IS NULL) ELSE (SELECT MIN(t.created) FROM transfer t"
            + " WHERE t.outbound = c.outbound AND t.state = c.state AND t.type = c.type"
            + " AND t.partner = c.partner) END FROM (SELECT outbound, state, type, partner,"
            + " CAST(SUM(records) AS BIGINT) AS records FROM tally_count"
            + " GROUP BY outbound, state, type, partner) c WHERE c.records > 0"
            + " ORDER BY c.outbound, c.state, c.type, c.partner LIMIT 10000",
        row ->
            new Tally(
                row.yes(1), row.text(2), row.text(3), row.text(4), row.number(5), row.instant(6)));
  }

  /** Counts everything anew and names the cells that differ; reads every record. */
  static List<AuditFinding> differences(Sql sql) throws SQLException {
    return sql.list(
        "SELECT "
            + CELL
            + ", SUM(kept), SUM(counted) FROM (SELECT "
            + CELL
            + ", records AS kept, 0 AS counted FROM tally_count UNION ALL"
            + " SELECT outbound, state, type, COALESCE(partner, ''), COALESCE(cause, ''), 0,"
            + " COUNT(*) FROM transfer GROUP BY outbound, state, type, COALESCE(partner, ''),"
            + " COALESCE(cause, '')) both_sides GROUP BY "
            + CELL
            + " HAVING SUM(kept) <> SUM(counted) ORDER BY "
            + CELL
            + " LIMIT ?",
        row ->
            new AuditFinding(
                "tally_count",
                String.join(
                    "/",
                    row.yes(1) ? "out" : "in",
                    row.text(2),
                    row.text(3),
                    row.text(4),
                    row.text(5)),
                "says " + row.number(6) + ", and there are " + row.number(7)),
        LedgerAudit.MOST);
  }
}
