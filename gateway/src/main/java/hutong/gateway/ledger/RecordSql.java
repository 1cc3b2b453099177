package hutong.gateway.ledger;

import hutong.routes.ledger.FailureGroup;
import hutong.routes.ledger.RecordFilter;
import hutong.routes.ledger.RecordHit;
import hutong.routes.ledger.RecordPage;
import hutong.routes.ledger.RecordPage.Cursor;
import hutong.routes.ledger.Records;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;

/**
 * Finds records by walking parts of indexes that are in order of creation, merged. Which parts, the
 * counts tell: the cells that a filter names, if what it names is rare, and else simply everything,
 * since then a page is soon full.
 */
final class RecordSql implements Records {

  /** Entries of indexes that one page may look at. */
  static final int MOST_WALKED = 5_000;

  /** Parts of the index of the tally that one page may merge. */
  private static final int MOST_CELLS = 200;

  /** So few of them cost less than anything else. */
  private static final int FEW_CELLS = 24;

  /** As the index of rare states has them. */
  private static final Set<String> RARE =
      Set.of(
          "AWAITING_ADDRESS",
          "WAITING_RETRY",
          "SET_ASIDE",
          "EXPIRED",
          "ABANDONED",
          "WITHDRAWN",
          "PARKED",
          "REJECTED",
          "SUPERSEDED");

  /** The very words of that index, so that databases take it. */
  private static final String IS_RARE =
      "t.state IN ('AWAITING_ADDRESS', 'WAITING_RETRY', 'SET_ASIDE', 'EXPIRED', 'ABANDONED',"
          + " 'WITHDRAWN', 'PARKED', 'REJECTED', 'SUPERSEDED') AND t.state = ? AND ";

  /** Entries that may be passed over before a page is full, rather than merge parts. */
  private static final int CHEAP = 2_000;

  private static final Cursor NEWEST = new Cursor(Long.MAX_VALUE, Long.MAX_VALUE);

  private final Readers readers;
  private final ViewRows rows;

  RecordSql(Readers readers, Bodies bodies) {
    this.readers = readers;
    this.rows = new ViewRows(bodies);
  }

  @Override
  public List<FailureGroup> failures(FailureGroup.Question question, int max, Instant now) {
    return readers.read(sql -> new FailureSql(sql).groups(question, max, now));
  }

  @Override
  public RecordPage search(RecordFilter filter, Cursor after, int max) {
    if (max < 1 || max > MOST_SHOWN) {
      throw new IllegalArgumentException("a page of " + max);
    }
    return readers.read(
        sql -> {
          Cursor start = start(filter, after);
          return page(sql, filter, walks(sql, filter, start, max), start, max);
        });
  }

  private static Cursor start(RecordFilter filter, Cursor after) {
    Cursor start = after == null ? NEWEST : after;
    return filter.until() == null || start.created() < filter.until().toEpochMilli()
        ? start
        : new Cursor(filter.until().toEpochMilli(), Long.MIN_VALUE);
  }

  private RecordPage page(
      Sql sql, RecordFilter filter, List<RecordWalk> walks, Cursor start, int max)
      throws SQLException {
    PriorityQueue<Head> heads = new PriorityQueue<>(Head.NEWEST_FIRST);
    for (RecordWalk walk : walks) {
      put(heads, walk);
    }
    List<RecordWalk.Entry> found = new ArrayList<>();
    Cursor at = start;
    int walked = 0;
    while (!heads.isEmpty() && found.size() < max && walked < MOST_WALKED) {
      Head head = heads.remove();
      at = new Cursor(head.entry.created(), head.entry.key());
      if (matches(filter, head.entry)) {
        found.add(head.entry);
      }
      head.walk.take();
      walked++;
      put(heads, head.walk);
    }
    return new RecordPage(hits(sql, found), heads.isEmpty() ? null : at);
  }

  private record Head(RecordWalk walk, RecordWalk.Entry entry) {
    private static final Comparator<Head> NEWEST_FIRST =
        Comparator.comparingLong((Head head) -> head.entry.created())
            .thenComparingLong(head -> head.entry.key())
            .reversed();
  }

  private static void put(PriorityQueue<Head> heads, RecordWalk walk) throws SQLException {
    RecordWalk.Entry next = walk.peek();
    if (next != null) {
      heads.add(new Head(walk, next));
    }
  }

  private static boolean matches(RecordFilter filter, RecordWalk.Entry entry) {
    return (filter.outbound() == null || filter.outbound() == entry.outbound())
        && (filter.states().isEmpty() || filter.states().contains(entry.state()))
        && (filter.node() == null || filter.node().equals(entry.partner()))
        && (filter.type() == null || filter.type().equals(entry.type()))
        && (filter.system() == null || filter.system().equals(entry.system()))
        && (filter.cause() == null || filter.cause().equals(entry.cause()));
  }

  /** Which parts of which index hold all that the filter names. */
  private static List<RecordWalk> walks(Sql sql, RecordFilter filter, Cursor start, int max)
      throws SQLException {
    Parts parts = new Parts(sql, filter.from() == null ? 0 : filter.from().toEpochMilli(), start);
    if (filter.cause() != null) {
      return List.of(parts.of("t.cause = ? AND ", max, filter.cause()));
    }
    List<Cell> cells = cells(sql, filter);
    long named = cells.stream().mapToLong(Cell::records).sum();
    if (named * CHEAP < all(sql) * max) {
      if (cells.size() <= FEW_CELLS) {
        return parts.of(cells, max);
      }
      List<RecordWalk> walks = new ArrayList<>();
      for (String state : new TreeSet<>(cells.stream().map(Cell::state).toList())) {
        if (RARE.contains(state)) {
          walks.add(parts.of(IS_RARE, max, state));
        }
      }
      List<Cell> others = cells.stream().filter(cell -> !RARE.contains(cell.state)).toList();
      if (others.size() <= MOST_CELLS) {
        walks.addAll(parts.of(others, max));
        return walks;
      }
    }
    return filter.node() == null
        ? List.of(parts.of("", max))
        : parts.of(filter.node(), filter.outbound(), max);
  }

  private record Cell(boolean outbound, String state, String type, String partner, long records) {}

  private static long all(Sql sql) throws SQLException {
    return sql.first("SELECT CAST(SUM(records) AS BIGINT) FROM tally_count", row -> row.number(1))
        .orElse(0L);
  }

  /** What the tally has of those that the filter names. */
  private static List<Cell> cells(Sql sql, RecordFilter filter) throws SQLException {
    StringBuilder where = new StringBuilder("records > 0");
    List<Object> values = new ArrayList<>();
    Object[] asked = {filter.outbound(), filter.node(), filter.type()};
    String[] columns = {"outbound", "partner", "type"};
    for (int i = 0; i < asked.length; i++) {
      if (asked[i] != null) {
        where.append(" AND ").append(columns[i]).append(" = ?");
        values.add(asked[i]);
      }
    }
    List<Cell> cells =
        sql.list(
            "SELECT outbound, state, type, NULLIF(partner, ''), CAST(SUM(records) AS BIGINT)"
                + " FROM tally_count WHERE "
                + where
                + " GROUP BY outbound, state, type, partner",
            row -> new Cell(row.yes(1), row.text(2), row.text(3), row.text(4), row.number(5)),
            values.toArray());
    return filter.states().isEmpty()
        ? cells
        : cells.stream().filter(cell -> filter.states().contains(cell.state)).toList();
  }

  /**
   * Parts of indexes.
   *
   * @param from nothing older than this
   */
  private record Parts(Sql sql, long from, Cursor start) {
    private RecordWalk of(String condition, int step, Object... values) {
      return new RecordWalk(sql, condition, values, from, start, step);
    }

    /** Of the index of books. */
    private List<RecordWalk> of(String node, Boolean outbound, int max) {
      List<RecordWalk> walks = new ArrayList<>();
      for (boolean side :
          outbound == null ? new boolean[] {true, false} : new boolean[] {outbound}) {
        walks.add(of("t.partner = ? AND t.outbound = ? AND ", max, node, side));
      }
      return walks;
    }

    /** Of the index of states; at first so much of each as fills a page together. */
    private List<RecordWalk> of(List<Cell> cells, int max) {
      List<RecordWalk> walks = new ArrayList<>();
      int step = Math.max(2, max / Math.max(1, cells.size()));
      String state = "t.outbound = ? AND t.state = ? AND t.type = ? AND ";
      for (Cell cell : cells) {
        walks.add(
            cell.partner == null
                ? of(state + "t.partner IS NULL AND ", step, cell.outbound, cell.state, cell.type)
                : of(
                    state + "t.partner = ? AND ",
                    step,
                    cell.outbound,
                    cell.state,
                    cell.type,
                    cell.partner));
      }
      return walks;
    }
  }

  private List<RecordHit> hits(Sql sql, List<RecordWalk.Entry> found) throws SQLException {
    Map<Long, RecordHit> views = new HashMap<>();
    sql.among(
        ViewRows.SELECT_WITH_KEY + " WHERE {any}",
        "t.key = ?",
        Sql.keys(found.stream().map(RecordWalk.Entry::key).toList()),
        row -> views.put(row.number(ViewRows.COUNT + 1), hit(row)));
    return found.stream().map(each -> views.get(each.key())).toList();
  }

  private RecordHit hit(Row row) throws SQLException {
    return new RecordHit(rows.read(row), row.text(ViewRows.COUNT + 2));
  }

  @Override
  public List<RecordHit> find(List<UUID> ids) {
    if (ids.size() > MOST_IDS) {
      throw new IllegalArgumentException("more than " + MOST_IDS + " ids");
    }
    return readers.read(
        sql -> {
          Map<UUID, List<RecordHit>> found = new HashMap<>();
          sql.among(
              ViewRows.SELECT_WITH_KEY + " WHERE {any}",
              "t.id = ?",
              Sql.keys(ids.stream().distinct().toList()),
              row -> {
                RecordHit hit = hit(row);
                return found
                    .computeIfAbsent(hit.view().facts().id(), any -> new ArrayList<>())
                    .add(hit);
              });
          return ids.stream()
              .distinct()
              .flatMap(id -> found.getOrDefault(id, List.of()).stream())
              .toList();
        });
  }
}
