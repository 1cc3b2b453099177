package hutong.gateway.ledger;

import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;

/** Who has yet to give back what it knows, after this ledger was restored. */
final class Regain {
  private static final Duration FIRST = Duration.ofMinutes(1);
  private static final Duration LONGEST = Duration.ofHours(1);

  private Regain() {}

  /** A condition; nothing but an empty table is read where nothing was ever restored. */
  static String awaited(String partner) {
    return "EXISTS (SELECT 1 FROM restore r WHERE NOT EXISTS (SELECT 1 FROM regain g"
        + " WHERE g.partner = "
        + partner
        + " AND g.epoch = r.epoch AND g.finished IS NOT NULL))";
  }

  static boolean awaits(Sql sql, String partner) throws SQLException {
    return sql.first(
            "SELECT 1 FROM restore n WHERE " + awaited("CAST(? AS TEXT)"), row -> true, partner)
        .isPresent();
  }

  /** Of these, who is asked now. */
  static List<String> toAsk(Sql sql, Collection<String> members, Instant now) throws SQLException {
    List<String> notNow =
        sql.list(
            "SELECT partner FROM regain WHERE finished IS NOT NULL OR ask_at > ?",
            row -> row.text(1),
            now);
    return members.stream().filter(member -> !notNow.contains(member)).toList();
  }

  static void asked(Sql sql, String member, Instant now) throws SQLException {
    long asks =
        sql.first("SELECT asks FROM regain WHERE partner = ?", row -> row.number(1), member)
            .orElse(0L);
    Duration wait = FIRST.multipliedBy(1L << Math.min(asks, 10));
    Instant again = now.plus(wait.compareTo(LONGEST) < 0 ? wait : LONGEST);
    sql.update(
        "INSERT INTO regain (partner, epoch, asks, ask_at) SELECT CAST(? AS TEXT), epoch, 1,"
            + " CAST(? AS BIGINT) FROM restore WHERE true"
            + " ON CONFLICT (partner) DO UPDATE SET asks = regain.asks + 1,"
            + " ask_at = excluded.ask_at",
        member,
        again);
  }

  static void said(Sql sql, String by, long epoch, long items, Instant now) throws SQLException {
    sql.update(
        "UPDATE regain SET said = ? WHERE partner = ? AND epoch = ? AND finished IS NULL",
        items,
        by,
        epoch);
    finishIfAll(sql, by, now);
  }

  static void seen(Sql sql, String by, List<byte[]> things, Instant now) throws SQLException {
    Sql.Batch rows =
        sql.batch(
            "INSERT INTO regained (partner, id) VALUES (?, ?) ON CONFLICT (partner, id) DO NOTHING");
    for (byte[] thing : things) {
      rows.add(by, thing);
    }
    rows.run();
    finishIfAll(sql, by, now);
  }

  /** Then what was retained goes on. */
  private static void finishIfAll(Sql sql, String by, Instant now) throws SQLException {
    int finished =
        sql.update(
            "UPDATE regain SET finished = ? WHERE partner = ? AND finished IS NULL"
                + " AND said IS NOT NULL"
                + " AND said <= (SELECT COUNT(*) FROM regained d WHERE d.partner = regain.partner)",
            now,
            by);
    if (finished > 0) {
      release(sql, by);
    }
  }

  static boolean waive(Sql sql, String member, Instant now) throws SQLException {
    if (!awaits(sql, member)) {
      return false;
    }
    sql.update(
        "INSERT INTO regain (partner, epoch, asks, ask_at, finished) SELECT CAST(? AS TEXT), epoch,"
            + " 0, 0, CAST(? AS BIGINT) FROM restore WHERE true"
            + " ON CONFLICT (partner) DO UPDATE SET finished = excluded.finished",
        member,
        now);
    release(sql, member);
    return true;
  }

  private static void release(Sql sql, String member) throws SQLException {
    sql.update("DELETE FROM regained WHERE partner = ?", member);
    sql.update(
        "UPDATE mailbox SET state = 'WAITING' WHERE state = 'RETAINED' AND transfer IN"
            + " (SELECT key FROM transfer WHERE outbound = 0 AND sender = ?)",
        member);
  }
}
