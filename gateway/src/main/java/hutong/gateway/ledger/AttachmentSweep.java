package hutong.gateway.ledger;

import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/**
 * Deletes contents that no record has named in a day, uploads that were broken off, and records
 * that have waited a day for their attachments. A little at a time, so that other writers get their
 * turn.
 */
final class AttachmentSweep {
  static final Duration UNCLAIMED = Duration.ofHours(24);
  private static final Duration BROKEN_OFF = Duration.ofHours(1);
  private static final int MOST_HELD = 64;
  private static final int MOST_CONTENTS = 4;
  private static final int PIECES_AT_ONCE = 64;

  private final GroupCommit writer;
  private final Readers readers;

  AttachmentSweep(GroupCommit writer, Readers readers) {
    this.writer = writer;
    this.readers = readers;
  }

  void sweep(Instant now) {
    if (readers.read(sql -> idle(sql, now))) {
      return;
    }
    writer.write(
        turn -> {
          held(turn.sql(), now);
          forget(turn.sql(), now);
          return null;
        });
    List<Long> gone =
        readers.read(
            sql ->
                sql.list(
                    "SELECT key FROM attachment WHERE owner = ? AND claims = 0"
                        + " ORDER BY kept LIMIT ?",
                    row -> row.number(1),
                    Contents.GONE,
                    MOST_CONTENTS));
    gone.forEach(this::delete);
  }

  /** Most of the time there is nothing to write. */
  private static boolean idle(Sql sql, Instant now) throws SQLException {
    return sql.first(
                "SELECT 1 FROM attachment WHERE claims = 0 AND (owner = ? OR kept < ?"
                    + " OR (digest IS NULL AND kept < ?)) LIMIT 1",
                row -> row.yes(1),
                Contents.GONE,
                now.minus(UNCLAIMED),
                now.minus(BROKEN_OFF))
            .isEmpty()
        && sql.first(
                "SELECT 1 FROM held WHERE kept < ? LIMIT 1",
                row -> row.yes(1),
                now.minus(UNCLAIMED))
            .isEmpty();
  }

  private static void held(Sql sql, Instant now) throws SQLException {
    List<Long> late =
        sql.list(
            "SELECT key FROM held WHERE kept < ? ORDER BY key LIMIT ?",
            row -> row.number(1),
            now.minus(UNCLAIMED),
            MOST_HELD);
    HeldSql.release(sql, late);
  }

  private static void forget(Sql sql, Instant now) throws SQLException {
    sql.update(
        "UPDATE attachment SET owner = ?, digest = NULL WHERE claims = 0 AND owner <> ?"
            + " AND (kept < ? OR (digest IS NULL AND kept < ?)) AND NOT EXISTS"
            + " (SELECT 1 FROM held h JOIN held_part p ON p.held = h.key"
            + " WHERE 'node:' || h.sender = attachment.owner AND p.digest = attachment.digest)",
        Contents.GONE,
        Contents.GONE,
        now.minus(UNCLAIMED),
        now.minus(BROKEN_OFF));
  }

  private void delete(long attachment) {
    long from = StoredPieces.key(attachment, 0);
    long end = StoredPieces.key(attachment + 1, 0);
    while (from < end) {
      long first = from;
      int last = PIECES_AT_ONCE - 1;
      Long more =
          writer.write(
              turn -> {
                List<Long> some =
                    turn.sql()
                        .list(
                            "SELECT key FROM piece WHERE key >= ? AND key < ? ORDER BY key LIMIT ?",
                            row -> row.number(1),
                            first,
                            end,
                            PIECES_AT_ONCE);
                if (!some.isEmpty()) {
                  turn.sql()
                      .update(
                          "DELETE FROM piece WHERE key >= ? AND key <= ?",
                          first,
                          some.get(some.size() - 1));
                }
                if (some.size() <= last) {
                  turn.sql().update("DELETE FROM attachment WHERE key = ?", attachment);
                  return end;
                }
                return some.get(some.size() - 1) + 1;
              });
      from = more;
    }
  }
}
