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
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/** Lets somebody name the recipient of a record for which several come into question. */
final class AddressSql {
  private static final String UNSIGNED =
      "SELECT "
          + FactsColumns.ALL
          + ", t.candidates, p.body, k.wrapped FROM transfer t"
          + " JOIN payload p ON p.transfer = t.key AND p.role = 'record'"
          + " LEFT JOIN payload_key k ON k.transfer = t.key"
          + " WHERE t.outbound = 1 AND t.digest IS NULL AND t.state IN"
          + " ('SUBMITTED', 'HELD', 'WAITING_RETRY', 'SET_ASIDE', 'AWAITING_ADDRESS') AND ";

  private static final Set<OutboundState> REDIRECTED =
      EnumSet.of(
          OutboundState.SUBMITTED,
          OutboundState.HELD,
          OutboundState.WAITING_RETRY,
          OutboundState.SET_ASIDE,
          OutboundState.AWAITING_ADDRESS);

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

  Optional<AwaitingAddress> unsigned(UUID id) {
    return readers.read(sql -> sql.first(UNSIGNED + "t.id = ?", this::awaiting, id));
  }

  /**
   * What an operation has next; what is signed is left out.
   *
   * @param from number of the first item
   */
  List<AwaitingAddress> unsigned(Sql sql, long operation, long from, int max) throws SQLException {
    List<Long> keys =
        sql.list(
            "SELECT transfer FROM operation_item WHERE operation = ? AND number >= ?"
                + " ORDER BY number LIMIT ?",
            row -> row.number(1),
            operation,
            from,
            max);
    List<AwaitingAddress> found = new ArrayList<>();
    for (Long key : keys) {
      sql.first(UNSIGNED + "t.key = ?", this::awaiting, key).ifPresent(found::add);
    }
    return found;
  }

  private AwaitingAddress awaiting(Row row) throws SQLException {
    TransferFacts facts = FactsColumns.read(row);
    int at = FactsColumns.COUNT;
    byte[] record =
        bodies.openPayload(
            true, facts.transferId(), Bodies.RECORD, row.bytes(at + 2), row.bytes(at + 3));
    return new AwaitingAddress(facts, ListText.read(row.text(at + 1)), record);
  }

  Intervened redirect(UUID id, String node, byte[] personIndex, Instant now) {
    return writer.write(turn -> redirect(turn, id, node, personIndex, now));
  }

  static Intervened redirect(Turn turn, UUID id, String node, byte[] personIndex, Instant now)
      throws SQLException {
    Optional<Posting> found = Posting.find(turn.sql(), id);
    if (found.isEmpty()) {
      return Intervened.UNKNOWN;
    }
    Posting one = found.get();
    if (one.signed()) {
      return Intervened.SIGNED;
    }
    if (node.equals(one.recipient())) {
      return Intervened.ALREADY;
    }
    if (!REDIRECTED.contains(one.state())
        || (one.recipient() != null && Regain.awaits(turn.sql(), one.recipient()))) {
      return Intervened.TOO_LATE;
    }
    if (!one.expires().isAfter(now)) {
      return Intervened.EXPIRED;
    }
    readdress(turn, one, node, personIndex, now);
    return Intervened.DONE;
  }

  /** Out of its old place first, so that what comes behind it there does not wait for it. */
  private static void readdress(
      Turn turn, Posting one, String node, byte[] personIndex, Instant now) throws SQLException {
    Sql sql = turn.sql();
    sql.update("DELETE FROM outbox WHERE about = ? AND receipt = 0", one.key());
    Streams streams = Streams.loadOne(turn, personIndex);
    Streams.Place place = streams.take(personIndex, one.key());
    OutboundState state = place.free() ? OutboundState.SUBMITTED : OutboundState.HELD;
    streams.run();
    sql.update(
        "UPDATE transfer SET state = ?, changed = ?, recipient = ?, partner = ?, stream = ?,"
            + " stream_id = ?, stream_number = ?, predecessor = ?, deadline = expires,"
            + " repeat_at = NULL, quiet_since = NULL WHERE key = ?",
        state,
        now,
        node,
        node,
        place.stream(),
        place.id(),
        place.number(),
        place.predecessor(),
        one.key());
    sql.update(
        "UPDATE custody SET partner = ?, changed = ? WHERE handover = ? AND state = 'OFFERED'",
        node,
        now,
        one.key());
    if (place.free()) {
      Outbox outbox = new Outbox(turn);
      outbox.record(node, one.key());
      outbox.run();
    }
    turn.event(one.subject().to(node), new What(state, null, "redirected to " + node), now);
    StreamRelease release = new StreamRelease(turn, now);
    release.end(one.stream(), one.key(), one.number(), false);
    release.run();
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
