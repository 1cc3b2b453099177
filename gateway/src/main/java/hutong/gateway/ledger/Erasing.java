package hutong.gateway.ledger;

import hutong.gateway.ledger.Event.Subject;
import hutong.gateway.ledger.Event.What;
import hutong.routes.ledger.ErasureReason;
import hutong.routes.ledger.InboundState;
import hutong.routes.ledger.OutboundState;
import hutong.routes.ledger.TransferId;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

/** Turns transfers into tombstones, and notes each in the register. */
final class Erasing {

  /** Word of the event. */
  static final String ERASED = "ERASED";

  private static final int MOST_PENDING = 10_000;

  private final Turn turn;
  private final Instant now;

  /**
   * A transfer that may be erased.
   *
   * @param person null if nothing finds the person any more
   * @param stream null outside the order
   */
  @SuppressWarnings("ArrayRecordComponent") // compared nowhere
  record Target(
      Subject subject, String partner, String state, byte[] person, Long stream, boolean erased) {
    private static final String SELECT =
        "SELECT "
            + FactsColumns.SUBJECT
            + ", t.partner, t.state, t.person, t.stream, t.erased FROM transfer t";

    static Target read(Row row) throws SQLException {
      return new Target(
          FactsColumns.subject(row, 1),
          row.text(5),
          row.text(6),
          row.bytes(7),
          row.numberOrNull(8),
          row.instant(9) != null);
    }

    static List<Target> of(Sql sql, UUID id) throws SQLException {
      return sql.list(SELECT + " WHERE t.id = ? ORDER BY t.key", Target::read, id);
    }

    static List<Target> at(Sql sql, List<Long> keys) throws SQLException {
      return sql.among(SELECT + " WHERE {any}", "t.key = ?", Sql.keys(keys), Target::read);
    }

    TransferId id() {
      return new TransferId(subject.sender(), Sql.uuid(subject.id()));
    }

    /** Whether nothing is owed to anybody: a late receipt finds the tombstone. */
    boolean ended() {
      if (subject.outbound()) {
        OutboundState at = OutboundState.valueOf(state);
        return at.isFinal() || at == OutboundState.EXPIRED || at == OutboundState.ABANDONED;
      }
      return InboundState.valueOf(state).isFinal();
    }
  }

  Erasing(Turn turn, Instant now) {
    this.turn = turn;
    this.now = now;
  }

  /** Whether a system that decides has yet to take it over, which it may after a restore. */
  boolean held(Target target) throws SQLException {
    return !target.subject.outbound()
        && turn.sql()
            .first(
                "SELECT 1 FROM mailbox WHERE transfer = ? AND role IS NULL AND state <> 'TAKEN'"
                    + " LIMIT 1",
                row -> row.yes(1),
                target.subject.key())
            .isPresent();
  }

  /** Erases. What time alone has done, time does again after a restore: no register needs it. */
  void erase(Target target, String reason) throws SQLException {
    if (!reason.equals(ErasureReason.RETENTION.name())) {
      register(target, reason);
    }
    bury(target);
    turn.event(target.subject, new What(ERASED, null, reason), now);
  }

  private void register(Target target, String reason) throws SQLException {
    turn.sql()
        .update(
            "INSERT INTO erasure (number, outbound, sender, id, erased, reason, pending)"
                + " VALUES (?, ?, ?, ?, ?, ?, 0) ON CONFLICT (id, outbound, sender)"
                + " DO UPDATE SET pending = 0",
            turn.nextKey(),
            target.subject.outbound(),
            target.subject.sender(),
            target.subject.id(),
            now,
            reason);
  }

  /** The key first: with it goes whatever was encrypted under it. */
  static void destroy(Sql sql, long key) throws SQLException {
    sql.update("DELETE FROM payload_key WHERE transfer = ?", key);
    sql.update("DELETE FROM payload WHERE transfer = ?", key);
    List<Long> attachments =
        sql.list(
            "SELECT attachment FROM transfer_attachment WHERE transfer = ?",
            row -> row.number(1),
            key);
    for (Long content : attachments) {
      sql.update("UPDATE attachment SET claims = claims - 1 WHERE key = ?", content);
      new Contents(sql).drop(content);
    }
    if (!attachments.isEmpty()) {
      sql.update("DELETE FROM transfer_attachment WHERE transfer = ?", key);
    }
  }

  private void bury(Target target) throws SQLException {
    Sql sql = turn.sql();
    long key = target.subject.key();
    copies(sql, key);
    destroy(sql, key);
    sql.update("DELETE FROM control WHERE about = ?", key);
    sql.update(
        "UPDATE transfer SET erased = ?, person = NULL, source_index = NULL,"
            + " content_digest = NULL, marks = NULL, candidates = NULL, evidence = NULL,"
            + " division = NULL, division_date = NULL, refusal = NULL, stream = NULL,"
            + " stream_id = NULL, again = 0, quiet_since = NULL WHERE key = ?",
        now,
        key);
    // Readers that have not come for it get nothing any more.
    sql.update(
        "DELETE FROM mailbox WHERE transfer = ? AND role IS NOT NULL AND state <> 'TAKEN'", key);
    if (target.stream != null && target.person != null) {
      // The person's other records need it.
      sql.update(
          "DELETE FROM stream WHERE key = ? AND in_flight IS NULL AND NOT EXISTS"
              + " (SELECT 1 FROM transfer t WHERE t.person = ? AND t.stream = ?)",
          target.stream,
          target.person,
          target.stream);
    }
  }

  /**
   * What it says goes; which replies say no more than it does, and so do not count, stays known.
   */
  private static void copies(Sql sql, long key) throws SQLException {
    sql.update(
        "UPDATE transfer SET reply = 2 WHERE substance IS NOT NULL AND key IN (SELECT l.key"
            + " FROM transfer e JOIN transfer l ON l.substance = e.substance"
            + " AND l.outbound = e.outbound AND l.partner = e.partner AND (l.created > e.created"
            + " OR (l.created = e.created AND l.id > e.id)) WHERE e.key = ?)",
        key);
    sql.update(
        "UPDATE transfer SET reply = CASE WHEN EXISTS (SELECT 1 FROM transfer e"
            + " WHERE e.substance = transfer.substance AND e.outbound = transfer.outbound"
            + " AND e.partner = transfer.partner AND (e.created < transfer.created"
            + " OR (e.created = transfer.created AND e.id < transfer.id))) THEN 2 ELSE reply END,"
            + " substance = NULL WHERE key = ? AND substance IS NOT NULL",
        key);
  }

  private record Pending(long key, String reason) {}

  /** What the register's file knew and the ledger has now; returns how many were erased. */
  static int pending(Turn turn, Instant now) throws SQLException {
    Erasing erasing = new Erasing(turn, now);
    List<Pending> found =
        turn.sql()
            .list(
                "SELECT t.key, e.reason FROM erasure e JOIN transfer t ON t.id = e.id"
                    + " AND t.outbound = e.outbound AND t.sender = e.sender"
                    + " WHERE e.pending = 1 ORDER BY e.number LIMIT ?",
                row -> new Pending(row.number(1), row.text(2)),
                MOST_PENDING);
    int erased = 0;
    for (Pending one : found) {
      Target target = Target.at(turn.sql(), List.of(one.key)).get(0);
      if (target.ended() && !target.erased && !erasing.held(target)) {
        erasing.erase(target, one.reason);
        erased++;
      }
    }
    return erased;
  }
}
