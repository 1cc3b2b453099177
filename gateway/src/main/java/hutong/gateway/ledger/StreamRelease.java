package hutong.gateway.ledger;

import hutong.gateway.ledger.Event.Subject;
import hutong.gateway.ledger.Event.What;
import hutong.routes.ledger.OutboundState;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Lets the next record of a stream go when the one in flight has ended. */
final class StreamRelease {
  private final Turn turn;
  private final Instant now;
  private final Sql.Batch delivered;
  private final Sql.Batch ended;
  private final Set<Long> streams = new HashSet<>();

  StreamRelease(Turn turn, Instant now) throws SQLException {
    this.turn = turn;
    this.now = now;
    this.delivered =
        turn.sql().batch("UPDATE stream SET delivered = ? WHERE key = ? AND delivered < ?");
    this.ended =
        turn.sql().batch("UPDATE stream SET in_flight = NULL WHERE key = ? AND in_flight = ?");
  }

  /**
   * A record has ended, as far as the order goes.
   *
   * @param stream its stream; null outside the order
   * @param arrived whether it is known to have reached its recipient
   */
  void end(Long stream, long transfer, long number, boolean arrived) throws SQLException {
    if (stream == null) {
      return;
    }
    if (arrived) {
      delivered.add(number, stream, number);
    }
    ended.add(stream, transfer);
    streams.add(stream);
  }

  private record Next(
      Subject subject, String recipient, long stream, long number, long delivered) {}

  /** To be run after the ended transfers have their new state, and with no outbox batch open. */
  void run() throws SQLException {
    if (streams.isEmpty()) {
      return;
    }
    delivered.run();
    ended.run();
    List<Next> next = next();
    if (next.isEmpty()) {
      return;
    }
    Outbox outbox = new Outbox(turn);
    Sql.Batch released =
        turn.sql()
            .batch(
                "UPDATE transfer SET state = 'SUBMITTED', changed = ?, predecessor = ?"
                    + " WHERE key = ?");
    Sql.Batch flying = turn.sql().batch("UPDATE stream SET in_flight = ? WHERE key = ?");
    for (Next one : next) {
      long key = one.subject.key();
      released.add(now, one.delivered, key);
      flying.add(key, one.stream);
      outbox.record(one.recipient, key);
      turn.event(one.subject, new What(OutboundState.SUBMITTED, null, "released"), now);
    }
    released.run();
    flying.run();
    outbox.run();
  }

  private List<Next> next() throws SQLException {
    return new ArrayList<>(
        turn.sql()
            .among(
                "SELECT "
                    + FactsColumns.MOVING
                    + ", t.recipient, t.stream, t.stream_number, s.delivered FROM stream s"
                    + " JOIN transfer t ON t.stream = s.key AND t.state = 'HELD'"
                    + " AND t.stream_number = (SELECT MIN(h.stream_number) FROM transfer h"
                    + " WHERE h.stream = s.key AND h.state = 'HELD')"
                    + " WHERE s.in_flight IS NULL AND {any}",
                "s.key = ?",
                Sql.keys(streams),
                row ->
                    new Next(
                        FactsColumns.moving(row, 1),
                        row.text(9),
                        row.number(10),
                        row.number(11),
                        row.number(12))));
  }
}
