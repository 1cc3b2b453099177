package hutong.gateway.ledger;

import hutong.gateway.ledger.Erasing.Target;
import hutong.routes.Deadlines;
import hutong.routes.ledger.ErasureReason;
import hutong.routes.ledger.Erasures;
import hutong.routes.ledger.Intervened;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.Period;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Erases by hand and by time, and keeps the register's file and table alike. */
final class ErasureSql implements Erasures {
  private static final Logger LOG = LoggerFactory.getLogger(ErasureSql.class);

  /** Rows looked at in one call, so that a patrol takes days and nobody notices. */
  private static final int WINDOW = 256;

  /** A restored partner may be given back what is younger, and summaries compare it. */
  static final Duration AT_LEAST = Duration.ofDays(37);

  private final GroupCommit writer;
  private final Readers readers;
  private final Place place;
  private final ErasureFile file;
  private final Pruning pruning;
  private long patrolled;
  private long copied;

  /**
   * @param file null where there is none
   */
  ErasureSql(GroupCommit writer, Readers readers, Place place, ErasureFile file) {
    this.writer = writer;
    this.readers = readers;
    this.place = place;
    this.file = file;
    this.pruning = new Pruning(writer, readers);
  }

  private record Noted(long number, ErasureFile.Line line) {}

  /** Whatever the file knows and the ledger does not was undone by a restore: it is done again. */
  void replay(Instant now) {
    if (file == null) {
      return;
    }
    Map<String, ErasureFile.Line> known = new HashMap<>();
    for (ErasureFile.Line each : file.lines()) {
      known.put(name(each), each);
    }
    List<Noted> table = readers.read(sql -> after(sql, 0));
    List<ErasureFile.Line> unwritten = new ArrayList<>();
    for (Noted each : table) {
      copied = Math.max(copied, each.number);
      if (known.remove(name(each.line)) == null) {
        unwritten.add(each.line);
      }
    }
    file.append(unwritten);
    if (!known.isEmpty()) {
      LOG.warn("{} records were brought back by a restore and are erased again", known.size());
      writer.write(turn -> again(turn, known.values(), now));
      copied = readers.read(ErasureSql::newest);
      writer.wipe();
    }
  }

  private static long newest(Sql sql) throws SQLException {
    return sql.first("SELECT MAX(number) FROM erasure", row -> row.number(1)).orElse(0L);
  }

  private static String name(ErasureFile.Line line) {
    return line.outbound() + "|" + line.sender() + "|" + line.id();
  }

  private static Void again(Turn turn, Iterable<ErasureFile.Line> lines, Instant now)
      throws SQLException {
    for (ErasureFile.Line each : lines) {
      turn.sql()
          .update(
              "INSERT INTO erasure (number, outbound, sender, id, erased, reason, pending)"
                  + " VALUES (?, ?, ?, ?, ?, ?, 1) ON CONFLICT (id, outbound, sender) DO NOTHING",
              turn.nextKey(),
              each.outbound(),
              each.sender(),
              each.id(),
              each.at(),
              each.reason());
    }
    while (Erasing.pending(turn, now) > 0) {
      // All that have ended.
    }
    return null;
  }

  private static List<Noted> after(Sql sql, long number) throws SQLException {
    return sql.list(
        "SELECT number, outbound, sender, id, erased, reason FROM erasure WHERE number > ?"
            + " ORDER BY number",
        row ->
            new Noted(
                row.number(1),
                new ErasureFile.Line(
                    row.yes(2), row.text(3), row.uuid(4), row.instant(5), row.text(6))),
        number);
  }

  @Override
  public Erased erase(UUID id, String sender, ErasureReason reason, Instant now) {
    Erased erased =
        writer.write(
            turn -> {
              List<Target> found = named(turn.sql(), id, sender);
              Intervened would = would(turn, found, now);
              if (would != Intervened.DONE && would != Intervened.ALREADY) {
                return new Erased(would, List.of());
              }
              Erasing erasing = new Erasing(turn, now);
              List<With> with = new ArrayList<>();
              for (Target each : found) {
                if (!each.erased()) {
                  erasing.erase(each, reason.name());
                }
                if (each.partner() != null) {
                  with.add(new With(each.id(), each.partner()));
                }
              }
              return new Erased(would, with);
            });
    if (erased.result() == Intervened.DONE) {
      copy();
      writer.wipe();
    }
    return erased;
  }

  @Override
  public Intervened would(UUID id, String sender, Instant now) {
    return writer.write(turn -> would(turn, named(turn.sql(), id, sender), now));
  }

  private static List<Target> named(Sql sql, UUID id, String sender) throws SQLException {
    return Target.of(sql, id).stream()
        .filter(each -> sender == null || each.id().from().equals(sender))
        .toList();
  }

  private static Intervened would(Turn turn, List<Target> found, Instant now) throws SQLException {
    if (found.isEmpty()) {
      return Intervened.UNKNOWN;
    }
    // Ids are their senders' own: a partner may have used one of another's.
    if (found.stream().map(each -> each.id().from()).distinct().count() > 1) {
      return Intervened.SEVERAL;
    }
    Erasing erasing = new Erasing(turn, now);
    for (Target each : found) {
      if (!each.ended() || erasing.held(each)) {
        return Intervened.TOO_LATE;
      }
    }
    return found.stream().allMatch(Target::erased) ? Intervened.ALREADY : Intervened.DONE;
  }

  private record Candidate(
      long key, String type, String partner, Instant changed, Instant expires, boolean erased) {}

  @Override
  public int retire(Map<String, Period> kept, Instant now) {
    copy();
    if (!place.slice().first()) {
      return 0;
    }
    int erased = pendingHere() ? writer.write(turn -> Erasing.pending(turn, now)) : 0;
    List<Candidate> window = readers.read(sql -> window(sql, patrolled));
    patrolled = window.size() < WINDOW ? 0 : window.get(window.size() - 1).key;
    List<Long> over =
        window.stream().filter(each -> over(each, kept, now)).map(Candidate::key).toList();
    if (!over.isEmpty()) {
      erased += writer.write(turn -> retire(turn, over, now));
    }
    if (erased > 0) {
      writer.wipe();
    }
    return erased;
  }

  private boolean pendingHere() {
    return readers.read(
        sql ->
            sql.first("SELECT 1 FROM erasure WHERE pending = 1 LIMIT 1", row -> row.yes(1))
                .isPresent());
  }

  private static List<Candidate> window(Sql sql, long after) throws SQLException {
    return sql.list(
        "SELECT key, type, partner, changed, expires, erased FROM transfer WHERE key > ?"
            + " ORDER BY key LIMIT ?",
        row ->
            new Candidate(
                row.number(1),
                row.text(2),
                row.text(3),
                row.instant(4),
                row.instant(5),
                row.instant(6) != null),
        after,
        WINDOW);
  }

  private static boolean over(Candidate one, Map<String, Period> kept, Instant now) {
    Period period = kept.getOrDefault(one.type, kept.get(Erasures.ANY_OTHER));
    return period != null
        && !one.erased
        && one.changed.plus(AT_LEAST).isBefore(now)
        && one.expires.plus(AT_LEAST).isBefore(now)
        && one.changed.atZone(Deadlines.ZONE).plus(period).toInstant().isBefore(now);
  }

  private static int retire(Turn turn, List<Long> keys, Instant now) throws SQLException {
    Erasing erasing = new Erasing(turn, now);
    int erased = 0;
    for (Target each : Target.at(turn.sql(), keys)) {
      boolean awaited = each.partner() != null && Regain.awaits(turn.sql(), each.partner());
      if (each.ended() && !each.erased() && !awaited && !erasing.held(each)) {
        erasing.erase(each, ErasureReason.RETENTION.name());
        erased++;
      }
    }
    return erased;
  }

  @Override
  public int prune(Duration kept, Instant now) {
    if (kept.isZero() || !place.slice().first()) {
      return 0;
    }
    Duration least = kept.compareTo(AT_LEAST) < 0 ? AT_LEAST : kept;
    return pruning.step(now.minus(least), now);
  }

  /** What the table has and the file does not: this process's, and those of others. */
  private synchronized void copy() {
    if (file == null) {
      return;
    }
    List<Noted> fresh = readers.read(sql -> after(sql, copied));
    if (!fresh.isEmpty()) {
      file.append(fresh.stream().map(Noted::line).toList());
      copied = fresh.get(fresh.size() - 1).number;
    }
  }
}
