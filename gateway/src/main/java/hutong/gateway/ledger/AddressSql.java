package hutong.gateway.ledger;

import hutong.gateway.ledger.Event.Subject;
import hutong.gateway.ledger.Event.What;
import hutong.routes.ledger.AwaitingAddress;
import hutong.routes.ledger.Intervened;
import hutong.routes.ledger.OutboundState;
import hutong.routes.ledger.TransferFacts;
import hutong.routes.ledger.Viewer;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** Lets somebody name the recipient of a record for which several come into question. */
final class AddressSql {
  private final GroupCommit writer;
  private final Readers readers;
  private final Bodies bodies;

  AddressSql(GroupCommit writer, Readers readers, Bodies bodies) {
    this.writer = writer;
    this.readers = readers;
    this.bodies = bodies;
  }

  Optional<AwaitingAddress> awaiting(UUID id, Viewer viewer) {
    String system = viewer instanceof Viewer.LocalSystem own ? own.name() : null;
    return readers.read(
        sql ->
            sql.first(
                "SELECT "
                    + FactsColumns.ALL
                    + ", t.candidates, p.body, k.wrapped FROM transfer t"
                    + " JOIN payload p ON p.transfer = t.key"
                    + " LEFT JOIN payload_key k ON k.transfer = t.key"
                    + " WHERE t.id = ? AND t.outbound = 1 AND t.state = 'AWAITING_ADDRESS'"
                    + " AND (CAST(? AS TEXT) IS NULL OR "
                    + Successor.of("t.system")
                    + " = ?)",
                this::awaiting,
                id,
                system,
                system));
  }

  private AwaitingAddress awaiting(Row row) throws SQLException {
    TransferFacts facts = FactsColumns.read(row);
    int at = FactsColumns.COUNT;
    byte[] record =
        bodies.openPayload(
            true, facts.transferId(), Bodies.RECORD, row.bytes(at + 2), row.bytes(at + 3));
    return new AwaitingAddress(facts, ListText.read(row.text(at + 1)), record);
  }

  private record Waiting(
      Subject subject,
      OutboundState state,
      String recipient,
      List<String> candidates,
      Instant created,
      Instant expires) {}

  Intervened address(UUID id, String node, byte[] personIndex, Instant now) {
    return writer.write(
        turn -> {
          Optional<Waiting> found =
              turn.sql()
                  .first(
                      "SELECT "
                          + FactsColumns.MOVING
                          + ", t.state, t.recipient, t.candidates, t.created, t.expires"
                          + " FROM transfer t WHERE t.id = ? AND t.outbound = 1",
                      row ->
                          new Waiting(
                              FactsColumns.moving(row, 1),
                              OutboundState.valueOf(row.text(9)),
                              row.text(10),
                              ListText.read(row.text(11)),
                              row.instant(12),
                              row.instant(13)),
                      id);
          if (found.isEmpty()) {
            return Intervened.UNKNOWN;
          }
          Waiting one = found.get();
          if (one.state != OutboundState.AWAITING_ADDRESS) {
            return node.equals(one.recipient) ? Intervened.ALREADY : Intervened.TOO_LATE;
          }
          if (!one.candidates.contains(node)) {
            return Intervened.NOT_A_CANDIDATE;
          }
          send(turn, one, node, personIndex, now);
          return Intervened.DONE;
        });
  }

  /** Takes its place in the order now, and has its whole time before it. */
  private static void send(Turn turn, Waiting one, String node, byte[] personIndex, Instant now)
      throws SQLException {
    long key = one.subject.key();
    Streams streams = Streams.loadOne(turn, personIndex);
    Streams.Place place = streams.take(personIndex, key);
    OutboundState state = place.free() ? OutboundState.SUBMITTED : OutboundState.HELD;
    Instant expires = now.plus(Duration.between(one.created, one.expires));
    streams.run();
    turn.sql()
        .update(
            "UPDATE transfer SET state = ?, changed = ?, recipient = ?, partner = ?, stream = ?,"
                + " stream_id = ?, stream_number = ?, predecessor = ?, expires = ?, deadline = ?"
                + " WHERE key = ?",
            state,
            now,
            node,
            node,
            place.stream(),
            place.id(),
            place.number(),
            place.predecessor(),
            expires,
            expires,
            key);
    if (place.free()) {
      Outbox outbox = new Outbox(turn);
      outbox.record(node, key);
      outbox.run();
    }
    turn.event(one.subject.to(node), new What(state, null, "addressed to " + node), now);
  }
}
