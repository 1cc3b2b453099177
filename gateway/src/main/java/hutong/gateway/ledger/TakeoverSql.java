package hutong.gateway.ledger;

import hutong.gateway.ledger.Event.What;
import hutong.routes.ledger.InboundState;
import hutong.routes.ledger.SystemChanges;
import hutong.routes.ledger.Takeover;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;

/** Moves what waits for a local system when it ends, and what is parked when one begins. */
final class TakeoverSql implements SystemChanges {
  private static final int AT_ONCE = 500;
  private static final int MOST_SHOWN = 1000;

  private final GroupCommit writer;
  private final Readers readers;

  TakeoverSql(GroupCommit writer, Readers readers) {
    this.writer = writer;
    this.readers = readers;
  }

  @Override
  public long takeOver(String old, String by, Instant until, Instant now) {
    writer.write(
        turn -> {
          begin(turn.sql(), old, by, now);
          // Whoever it had taken over from before is its successor's as well.
          turn.sql().update("UPDATE takeover SET new_system = ? WHERE new_system = ?", by, old);
          return null;
        });
    return move(turn -> new LeftBehind(turn, old, now).moveTo(by, until, AT_ONCE), old, now);
  }

  @Override
  public long retire(String old, Instant now) {
    writer.write(
        turn -> {
          begin(turn.sql(), old, null, now);
          return null;
        });
    return move(turn -> new LeftBehind(turn, old, now).giveBack(AT_ONCE), old, now);
  }

  private static void begin(Sql sql, String old, String by, Instant now) throws SQLException {
    sql.update(
        "INSERT INTO takeover (old_system, new_system, happened, moved) VALUES (?, ?, ?, 0)"
            + " ON CONFLICT (old_system) DO UPDATE SET new_system = excluded.new_system,"
            + " finished = CASE WHEN COALESCE(takeover.new_system, '') ="
            + " COALESCE(excluded.new_system, '') THEN takeover.finished ELSE NULL END",
        old,
        by,
        now);
  }

  private interface Part {
    int move(Turn turn) throws SQLException;
  }

  /** In parts, so that others' writes are not held up. */
  private long move(Part part, String old, Instant now) {
    int moved;
    do {
      moved =
          writer.write(
              turn -> {
                int some = part.move(turn);
                turn.sql()
                    .update(
                        "UPDATE takeover SET moved = moved + ?, finished ="
                            + " COALESCE(finished, CAST(? AS BIGINT)) WHERE old_system = ?",
                        some,
                        some < AT_ONCE ? now : null,
                        old);
                return some;
              });
    } while (moved == AT_ONCE);
    return readers.read(
        sql ->
            sql.first("SELECT moved FROM takeover WHERE old_system = ?", row -> row.number(1), old)
                .orElse(0L));
  }

  @Override
  public List<Takeover> takeovers() {
    return readers.read(
        sql ->
            sql.list(
                "SELECT old_system, new_system, happened, moved, finished FROM takeover"
                    + " ORDER BY happened DESC, old_system LIMIT ?",
                row ->
                    new Takeover(
                        row.text(1), row.text(2), row.instant(3), row.number(4), row.instant(5)),
                MOST_SHOWN));
  }

  @Override
  public List<Undecided> undecided(int max) {
    return readers.read(
        sql ->
            sql.list(
                "SELECT DISTINCT type, candidates FROM transfer WHERE parked = 'NO_DECIDER'"
                    + " AND candidates IS NOT NULL ORDER BY type, candidates LIMIT ?",
                row -> new Undecided(row.text(1), ListText.read(row.text(2)).get(0)),
                max));
  }

  @Override
  public int chooseAnew(Undecided kind, int max, Instant now) {
    return writer.write(
        turn -> {
          List<Event.Subject> found =
              turn.sql()
                  .list(
                      "SELECT "
                          + FactsColumns.MOVING
                          + " FROM transfer t WHERE t.parked = 'NO_DECIDER' AND t.type = ?"
                          + " AND t.candidates = ? ORDER BY t.key LIMIT ?",
                      row -> FactsColumns.moving(row, 1),
                      kind.type(),
                      ListText.write(List.of(kind.office())),
                      max);
          Sql.Batch rows =
              turn.sql()
                  .batch(
                      "UPDATE transfer SET state = 'RECEIVED', changed = ?, parked = NULL"
                          + " WHERE key = ?");
          for (Event.Subject each : found) {
            rows.add(now, each.key());
            turn.event(
                each, new What(InboundState.RECEIVED, null, "a system decides on it now"), now);
          }
          rows.run();
          return found.size();
        });
  }
}
