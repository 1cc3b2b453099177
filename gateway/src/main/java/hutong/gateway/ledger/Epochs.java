package hutong.gateway.ledger;

import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;

/**
 * Turns an old copy of the ledger into the ledger: a new epoch, and nothing that partners may have
 * seen since is used a second time.
 */
final class Epochs {
  /** More than a person's records in the time for which a backup may be restored. */
  private static final long STREAM_STEP = 1_000_000;

  /** Keys kept free for what partners give back: it comes before all that arrives from now on. */
  private static final long KEPT_FREE = 1L << 40;

  private static final Duration REPRIEVE = Duration.ofDays(1);

  private Epochs() {}

  /**
   * The epoch after these: seconds since 1970, so that a second restore of the same backup does not
   * repeat the first one's, which partners have heard; or one more than the highest known, where
   * the clock is behind.
   */
  static long after(long highest, Instant now) {
    return Math.max(highest + 1, now.getEpochSecond());
  }

  /**
   * @param point until when the copy is whole
   */
  static void begin(Sql sql, long epoch, Instant point, String node, Instant now)
      throws SQLException {
    Meta.EPOCH.write(sql, String.valueOf(epoch));
    // Partners may know more of the old writers' chains than we do.
    Meta.WRITER.write(sql, Meta.newWriter());
    sql.update("DELETE FROM restore");
    sql.update("INSERT INTO restore (epoch, point, restored) VALUES (?, ?, ?)", epoch, point, now);
    sql.update("DELETE FROM regain");
    sql.update("DELETE FROM regained");
    sql.update(
        "INSERT INTO regain (partner, epoch, asks, ask_at, finished) VALUES (?, ?, 0, 0, ?)",
        node,
        epoch,
        now);
    sql.update("DELETE FROM control");
    sql.update("UPDATE stream SET next_number = next_number + ?", STREAM_STEP);
    keepKeysFree(sql);
    // What was decided since would be decided again; what was delivered since would expire.
    sql.update(
        "UPDATE mailbox SET state = 'RETAINED', lease = NULL, lease_until = NULL"
            + " WHERE state <> 'TAKEN' AND transfer IN"
            + " (SELECT key FROM transfer WHERE outbound = 0 AND sender <> ?)",
        node);
    Instant reprieved = now.plus(REPRIEVE);
    sql.update(
        "UPDATE transfer SET deadline = ? WHERE deadline IS NOT NULL AND deadline < ?",
        reprieved,
        reprieved);
  }

  private static void keepKeysFree(Sql sql) throws SQLException {
    long next =
        sql.first("SELECT next_value FROM counter WHERE name = 'key'", row -> row.number(1))
            .orElse(1L);
    sql.update("DELETE FROM counter WHERE name IN ('key', 'regained')");
    sql.update("INSERT INTO counter (name, next_value) VALUES ('regained', ?)", next);
    sql.update("INSERT INTO counter (name, next_value) VALUES ('key', ?)", next + KEPT_FREE);
  }
}
