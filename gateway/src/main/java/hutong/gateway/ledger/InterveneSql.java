package hutong.gateway.ledger;

import hutong.gateway.ledger.Event.What;
import hutong.routes.ledger.Intervened;
import hutong.routes.ledger.OutboundState;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/** What a person does with a record of ours: give it up, take it back, have it tried again. */
final class InterveneSql {
  private static final String WAITING = OutboundState.WAITING_RETRY.name();

  private final GroupCommit writer;

  InterveneSql(GroupCommit writer) {
    this.writer = writer;
  }

  Intervened abandon(UUID id, Instant now) {
    return writer.write(turn -> abandon(turn, id, now));
  }

  static Intervened abandon(Turn turn, UUID id, Instant now) throws SQLException {
    Optional<Posting> found = Posting.find(turn.sql(), id);
    if (found.isEmpty()) {
      return Intervened.UNKNOWN;
    }
    OutboundState state = found.get().state();
    if (state == OutboundState.ABANDONED) {
      return Intervened.ALREADY;
    }
    return state.isEnded()
        ? Intervened.TOO_LATE
        : end(turn, found.get(), OutboundState.ABANDONED, now);
  }

  /** What is signed may have left, whatever the broker answered: it can't be taken back. */
  Intervened withdraw(UUID id, String system, Instant now) {
    return writer.write(
        turn -> {
          Optional<Posting> found =
              Posting.find(turn.sql(), id).filter(one -> system.equals(one.system()));
          if (found.isEmpty()) {
            return Intervened.UNKNOWN;
          }
          Posting one = found.get();
          if (one.state() == OutboundState.WITHDRAWN) {
            return Intervened.ALREADY;
          }
          return one.signed()
                  || (one.recipient() != null && Regain.awaits(turn.sql(), one.recipient()))
                  || !one.state().next().contains(OutboundState.WITHDRAWN)
              ? Intervened.TOO_LATE
              : end(turn, one, OutboundState.WITHDRAWN, now);
        });
  }

  private static Intervened end(Turn turn, Posting one, OutboundState state, Instant now)
      throws SQLException {
    return end(turn, one, state, "", now);
  }

  static Intervened end(Turn turn, Posting one, OutboundState state, String detail, Instant now)
      throws SQLException {
    Sql sql = turn.sql();
    sql.update(
        "UPDATE transfer SET state = ?, changed = ?, deadline = NULL, repeat_at = NULL,"
            + " quiet_since = NULL WHERE key = ?",
        state,
        now,
        one.key());
    sql.update("DELETE FROM outbox WHERE about = ? AND receipt = 0", one.key());
    new CustodyBook(turn, now).keep(one.key());
    CaseUndoing undoing = new CaseUndoing(turn, now);
    undoing.ended(one.key(), state);
    undoing.run();
    turn.event(one.subject(), new What(state, null, detail), now);
    if (state == OutboundState.ABANDONED) {
      Notices notices = new Notices(sql);
      notices.add(one.key());
      notices.run();
    }
    StreamRelease release = new StreamRelease(turn, now);
    release.end(one.stream(), one.key(), one.number(), false);
    release.run();
    return Intervened.DONE;
  }

  Intervened retry(UUID id, Instant now) {
    return writer.write(turn -> retry(turn, id, now));
  }

  static Intervened retry(Turn turn, UUID id, Instant now) throws SQLException {
    Optional<Posting> found = Posting.find(turn.sql(), id);
    return found.isEmpty() ? receipts(turn, id) : retry(turn, found.get(), now);
  }

  private static Intervened retry(Turn turn, Posting one, Instant now) throws SQLException {
    switch (one.state()) {
      case SUBMITTED, WAITING_RETRY -> DestinationSql.tryNow(turn.sql(), one.recipient(), now);
      case SENT -> again(turn, one, now);
      case SET_ASIDE -> {
        turn.sql()
            .update(
                "UPDATE outbox SET kind = ?, attempts = 0 WHERE about = ? AND receipt = 0",
                Outbox.RECORD,
                one.key());
        again(turn, one, now);
        move(turn, one, now);
      }
      case EXPIRED -> {
        return Intervened.EXPIRED;
      }
      case ABANDONED -> {
        // Those behind it have named it as one that will never come.
        if (one.stream() != null || !one.expires().isAfter(now)) {
          return Intervened.EXPIRED;
        }
        again(turn, one, now);
        move(turn, one, now);
      }
      default -> {
        return Intervened.TOO_LATE;
      }
    }
    return Intervened.DONE;
  }

  private static void again(Turn turn, Posting one, Instant now) throws SQLException {
    Outbox outbox = new Outbox(turn);
    outbox.record(one.recipient(), one.key());
    outbox.run();
    turn.sql().update("UPDATE transfer SET repeat_at = NULL WHERE key = ?", one.key());
    if (one.state() == OutboundState.SENT) {
      turn.event(one.subject(), new What("REPEAT_DUE", null, "by hand"), now);
    }
  }

  private static void move(Turn turn, Posting one, Instant now) throws SQLException {
    turn.sql()
        .update(
            "UPDATE transfer SET state = ?, changed = ?, deadline = expires WHERE key = ?",
            WAITING,
            now,
            one.key());
    turn.event(one.subject(), new What(OutboundState.WAITING_RETRY, null, "by hand"), now);
  }

  /** Receipts of a record that was received, if they were set aside. */
  private static Intervened receipts(Turn turn, UUID id) throws SQLException {
    int moved =
        turn.sql()
            .update(
                "UPDATE outbox SET kind = ?, attempts = 0 WHERE kind = ? AND about IN"
                    + " (SELECT key FROM transfer WHERE id = ? AND outbound = 0)",
                Outbox.RECEIPT,
                Outbox.RECEIPT + Outbox.ASIDE,
                id);
    return moved > 0 ? Intervened.DONE : Intervened.UNKNOWN;
  }
}
