package hutong.gateway.ledger;

import hutong.gateway.ledger.Event.Subject;
import hutong.gateway.ledger.Event.What;
import hutong.routes.RetryPolicy;
import hutong.routes.ledger.OutboundState;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** Moves on what time alone moves on. */
final class SweepSql {
  static final Duration IDEMPOTENCY = Duration.ofDays(7);

  /** Nobody has looked at it, and it may hold what is about a person. */
  static final Duration QUARANTINE = Duration.ofDays(90);

  /** At once, so that other writers get their turn. */
  private static final int MOST = 1000;

  private final GroupCommit writer;
  private final RetryPolicy retry;
  private final AttachmentSweep attachments;
  private final CustodySql custody;

  SweepSql(GroupCommit writer, Readers readers, RetryPolicy retry) {
    this.writer = writer;
    this.retry = retry;
    this.attachments = new AttachmentSweep(writer, readers);
    this.custody = new CustodySql(writer, readers);
  }

  int sweep(Instant now) {
    int moved = writer.write(turn -> Lapsed.release(turn, now, MOST));
    moved += writer.write(turn -> expire(turn, now));
    moved += writer.write(turn -> repeat(turn, now));
    moved += custody.lapse(now);
    moved += writer.write(turn -> Sought.again(turn, now));
    writer.write(
        turn ->
            turn.sql()
                .update(
                    "DELETE FROM idempotency WHERE slot IN (SELECT slot FROM idempotency"
                        + " WHERE used < ? ORDER BY used LIMIT ?)",
                    now.minus(IDEMPOTENCY),
                    MOST));
    writer.write(
        turn -> turn.sql().update("DELETE FROM quarantine WHERE kept < ?", now.minus(QUARANTINE)));
    writer.write(turn -> FailureBook.forget(turn, now));
    attachments.sweep(now);
    return moved;
  }

  private record Overdue(Subject subject, String recipient, Long stream, long number) {}

  private static List<Overdue> overdue(Turn turn, String condition, String column, Instant at)
      throws SQLException {
    return turn.sql()
        .list(
            "SELECT "
                + FactsColumns.MOVING
                + ", t.recipient, t.stream, t.stream_number FROM transfer t WHERE t."
                + column
                + " IS NOT NULL AND t."
                + column
                + condition
                + " ? ORDER BY t."
                + column
                + " LIMIT ?",
            row ->
                new Overdue(
                    FactsColumns.moving(row, 1), row.text(9), row.numberOrNull(10), row.number(11)),
            at,
            MOST);
  }

  private static int expire(Turn turn, Instant now) throws SQLException {
    List<Overdue> expired = overdue(turn, " <", "deadline", now);
    Sql.Batch states =
        turn.sql()
            .batch(
                "UPDATE transfer SET state = 'EXPIRED', changed = ?, deadline = NULL,"
                    + " repeat_at = NULL, quiet_since = ? WHERE key = ?");
    Sql.Batch outbox = turn.sql().batch("DELETE FROM outbox WHERE about = ? AND receipt = 0");
    StreamRelease release = new StreamRelease(turn, now);
    Notices notices = new Notices(turn.sql());
    CustodyBook custody = new CustodyBook(turn, now);
    CaseUndoing undoing = new CaseUndoing(turn, now);
    for (Overdue one : expired) {
      states.add(now, now, one.subject.key());
      outbox.add(one.subject.key());
      release.end(one.stream, one.subject.key(), one.number, false);
      notices.add(one.subject.key());
      custody.keep(one.subject.key());
      undoing.ended(one.subject.key(), OutboundState.EXPIRED);
      turn.event(one.subject, new What(OutboundState.EXPIRED, null, ""), now);
    }
    states.run();
    outbox.run();
    notices.run();
    undoing.run();
    release.run();
    return expired.size();
  }

  /** The state stays: what goes out again is the same SignedData. */
  private int repeat(Turn turn, Instant now) throws SQLException {
    List<Overdue> silent = overdue(turn, " <", "repeat_at", now);
    // Later than any wait: put down by a clock that was ahead.
    silent.addAll(overdue(turn, " >", "repeat_at", now.plus(retry.longestRepeat())));
    Sql.Batch rows = turn.sql().batch("UPDATE transfer SET repeat_at = NULL WHERE key = ?");
    Outbox outbox = new Outbox(turn);
    for (Overdue one : silent) {
      rows.add(one.subject.key());
      outbox.record(one.recipient, one.subject.key());
      turn.event(one.subject, new What("REPEAT_DUE", null, ""), now);
    }
    rows.run();
    outbox.run();
    return silent.size();
  }
}
