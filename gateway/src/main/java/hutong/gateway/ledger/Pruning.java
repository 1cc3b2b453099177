package hutong.gateway.ledger;

import hutong.gateway.ledger.Erasing.Target;
import hutong.gateway.ledger.Event.What;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Gives up contents that were kept long enough. Keys of payloads are the order of arrival, so a
 * pass begins with the oldest that is here and ends where all are too young: what has been given up
 * is never passed again, and a crash or a restore costs nothing but another pass.
 */
final class Pruning {

  /** Word of the event. */
  static final String PRUNED = "PRUNED";

  /** Payloads looked at in one call. */
  private static final int WINDOW = 256;

  /** In one turn of the writer, which others wait for. */
  private static final int TOGETHER = 32;

  private static final Duration REST = Duration.ofHours(1);
  private static final long HOUR = Duration.ofHours(1).toMillis();

  private final GroupCommit writer;
  private final Readers readers;
  private long reached;
  private Instant next = Instant.MIN;
  private boolean unwiped;

  Pruning(GroupCommit writer, Readers readers) {
    this.writer = writer;
    this.readers = readers;
  }

  private record Candidate(long key, Instant arrived, Instant changed, Instant expires) {
    boolean due(Instant before, Instant now) {
      return changed.isBefore(before) && expires.plus(ErasureSql.AT_LEAST).isBefore(now);
    }
  }

  /**
   * One step of a pass.
   *
   * @param before what has changed since is kept
   */
  int step(Instant before, Instant now) {
    // A clock that is put back must not stop it for long.
    if (now.isBefore(next) && next.isBefore(now.plus(REST.multipliedBy(2)))) {
      return 0;
    }
    List<Candidate> window = readers.read(sql -> window(sql, reached));
    boolean last =
        window.size() < WINDOW || window.stream().noneMatch(each -> each.arrived.isBefore(before));
    reached = last ? 0 : window.get(window.size() - 1).key;
    next = last ? now.plus(REST) : Instant.MIN;
    List<Long> due =
        window.stream().filter(each -> each.due(before, now)).map(Candidate::key).toList();
    int pruned = 0;
    for (int from = 0; from < due.size(); from += TOGETHER) {
      List<Long> part = due.subList(from, Math.min(due.size(), from + TOGETHER));
      pruned += writer.write(turn -> prune(turn, part, now));
    }
    unwiped |= pruned > 0;
    if (last && unwiped) {
      writer.wipe();
      unwiped = false;
    }
    return pruned;
  }

  private static List<Candidate> window(Sql sql, long after) throws SQLException {
    return sql.list(
        "SELECT p.transfer, COALESCE(t.arrived, t.created), t.changed, t.expires FROM payload p"
            + " JOIN transfer t ON t.key = p.transfer WHERE p.transfer > ?"
            + " ORDER BY p.transfer LIMIT ?",
        row -> new Candidate(row.number(1), row.instant(2), row.instant(3), row.instant(4)),
        after,
        WINDOW);
  }

  private static int prune(Turn turn, List<Long> keys, Instant now) throws SQLException {
    Sql sql = turn.sql();
    Set<Long> needed = awaited(sql, keys);
    needed.addAll(disputed(sql, keys));
    List<Target> ended = new ArrayList<>();
    for (Target each : Target.at(sql, keys)) {
      boolean regained = each.partner() != null && Regain.awaits(sql, each.partner());
      if (each.ended() && !regained && !needed.contains(each.subject().key())) {
        ended.add(each);
      }
    }
    Sql.Batch rows = sql.batch("UPDATE transfer SET pruned = ? WHERE key = ? AND erased IS NULL");
    for (Target each : ended) {
      Erasing.destroy(sql, each.subject().key());
      rows.add(now, each.subject().key());
      turn.event(each.subject(), new What(PRUNED, null, ""), now);
    }
    rows.run();
    return ended.size();
  }

  /** What somebody here has yet to take; notices to senders have no content. */
  private static Set<Long> awaited(Sql sql, List<Long> keys) throws SQLException {
    return new HashSet<>(
        sql.among(
            "SELECT m.transfer FROM mailbox m WHERE m.state <> 'TAKEN'"
                + " AND (m.role IS NULL OR m.role <> '"
                + Notices.ROLE
                + "') AND {any}",
            "m.transfer = ?",
            Sql.keys(keys),
            row -> row.number(1)));
  }

  private record Stood(long key, String partner, boolean outbound, long hour, boolean again) {
    private Object[] place() {
      return new Object[] {partner, outbound, hour};
    }
  }

  /** What goes out again after a restore, and what is of an hour in which two books differ. */
  private static Set<Long> disputed(Sql sql, List<Long> keys) throws SQLException {
    List<Stood> all =
        sql.among(
            "SELECT t.key, t.partner, t.outbound, t.created, t.again FROM transfer t WHERE {any}",
            "t.key = ?",
            Sql.keys(keys),
            row ->
                new Stood(
                    row.number(1),
                    row.text(2),
                    row.yes(3),
                    row.number(4) - row.number(4) % HOUR,
                    row.yes(5)));
    List<Object[]> hours = new ArrayList<>();
    for (Stood each : all) {
      if (each.partner != null) {
        hours.add(each.place());
      }
    }
    Set<List<Object>> differing =
        new HashSet<>(
            sql.among(
                "SELECT h.partner, h.outbound, h.hour FROM reconcile_hour h"
                    + " WHERE h.state = 'DIFFERS' AND {any}",
                "(h.partner = ? AND h.outbound = CAST(? AS SMALLINT) AND h.hour = ?)",
                hours,
                row -> List.of(row.text(1), row.yes(2), row.number(3))));
    Set<Long> disputed = new HashSet<>();
    for (Stood each : all) {
      if (each.again || (each.partner != null && differing.contains(Arrays.asList(each.place())))) {
        disputed.add(each.key);
      }
    }
    return disputed;
  }
}
