package hutong.gateway.ledger;

import hutong.gateway.ledger.Event.Stand;
import hutong.gateway.ledger.Event.Subject;
import hutong.gateway.ledger.Event.What;
import hutong.routes.ledger.Confirmation;
import hutong.routes.ledger.OutboundState;
import hutong.routes.ledger.Regained;
import hutong.routes.ledger.TransferFacts;
import hutong.routes.ledger.TransferId;
import hutong.schemas.RecordTypes;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/**
 * Takes back what this node had signed and sent before it was restored: the very bytes, so that no
 * id goes out again with others. The receipts that come with it are then matched as usual.
 */
final class RegainSent {
  private static final String DETAIL = "given back";
  private static final Set<OutboundState> OPEN =
      EnumSet.of(
          OutboundState.SUBMITTED,
          OutboundState.HELD,
          OutboundState.WAITING_RETRY,
          OutboundState.SET_ASIDE,
          OutboundState.AWAITING_ADDRESS);

  private final Turn turn;
  private final Bodies bodies;
  private final RecordTypes types;
  private final Instant now;
  private final List<Confirmation> receipts = new ArrayList<>();

  RegainSent(Turn turn, Bodies bodies, RecordTypes types, Instant now) {
    this.types = types;
    this.turn = turn;
    this.bodies = bodies;
    this.now = now;
  }

  /** What was signed and has been erased or pruned since stays so. */
  private record Known(long key, Stand stand, OutboundState state, boolean signed) {}

  void take(Regained.Sent thing) throws SQLException {
    receipts.addAll(thing.receipts());
    TransferId id = thing.facts().transferId();
    Known known =
        turn.sql()
            .first(
                "SELECT t.key, t.state, p.role, COALESCE(t.erased, t.pruned), t.partner, t.cause FROM transfer t"
                    + " LEFT JOIN payload p ON p.transfer = t.key"
                    + " WHERE t.id = ? AND t.outbound = 1 AND t.sender = ?",
                row ->
                    new Known(
                        row.number(1),
                        new Stand(row.text(5), row.text(2), row.text(6)),
                        OutboundState.valueOf(row.text(2)),
                        row.instant(4) != null || Bodies.SIGNED.equals(row.text(3))),
                id.id(),
                id.from())
            .orElse(null);
    Bodies.Locked payload = bodies.lockPayload(true, id, Bodies.SIGNED, thing.signedData());
    if (known == null) {
      add(thing, payload);
    } else if (!known.signed) {
      sign(known, thing, payload);
    }
  }

  /** It was here, not yet signed. */
  private void sign(Known known, Regained.Sent thing, Bodies.Locked payload) throws SQLException {
    Sql sql = turn.sql();
    TransferFacts facts = thing.facts();
    boolean open = OPEN.contains(known.state);
    byte[] signed = Event.sha256(thing.signedData());
    sql.update(
        "UPDATE payload SET role = 'signed', body = ? WHERE transfer = ?",
        payload.body(),
        known.key);
    keep(known.key, payload);
    sql.update(
        "UPDATE transfer SET digest = ?, signed = ?, recipient = ?, partner = ?, state = ?, changed = ?,"
            + " deadline = COALESCE(deadline, expires) WHERE key = ?",
        thing.digest(),
        signed,
        facts.to(),
        facts.to(),
        open ? OutboundState.SENT : known.state,
        now,
        known.key);
    sql.update("DELETE FROM outbox WHERE about = ? AND receipt = 0", known.key);
    event(known.key, thing, open ? OutboundState.SENT : known.state, signed, known.stand);
  }

  private record Stream(long key, byte[] id) {}

  private void add(Regained.Sent thing, Bodies.Locked payload) throws SQLException {
    TransferFacts f = thing.facts();
    Posting twin = endTwin(thing);
    byte[] signed = Event.sha256(thing.signedData());
    long key = turn.nextKey();
    turn.sql()
        .update(
            "INSERT INTO transfer (key, outbound, id, sender, recipient, partner, type,"
                + " schema_version, legal_basis, division, division_date, correlation, urgent,"
                + " created, expires, state, changed, system, source_index, source_version,"
                + " stream, stream_id, stream_number, predecessor, content_digest, digest,"
                + " signed, deadline, person, target, answering, reply, substance, repeats)"
                + " VALUES (?, 1, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?,"
                + " 'SENT', ?, ?, ?, ?, ?, ?, ?, 0, ?, ?, ?, ?, ?, ?, ?, ?, ?, 0)",
            key,
            f.id(),
            f.from(),
            f.to(),
            f.to(),
            f.type(),
            f.schemaVersion(),
            f.legalBasis(),
            f.targetDivision(),
            f.targetDate(),
            f.correlation(),
            f.urgent(),
            f.created(),
            f.expires(),
            now,
            twin == null ? null : twin.system(),
            thing.sourceIndex(),
            thing.sourceVersion(),
            stream(thing),
            thing.streamId(),
            thing.streamNumber(),
            thing.contentDigest(),
            thing.digest(),
            signed,
            f.expires(),
            thing.subjectIndex(),
            Measured.target(f),
            thing.counted().answering(),
            Measured.reply(thing.counted()),
            thing.counted().substance());
    turn.sql()
        .update(
            "INSERT INTO payload (transfer, role, body) VALUES (?, 'signed', ?)",
            key,
            payload.body());
    keep(key, payload);
    Rosters rosters = new Rosters(turn.sql());
    rosters.add(key, thing.counted().expected());
    rosters.run();
    new ClockStops(turn.sql()).request(key);
    event(key, thing, OutboundState.SENT, signed, null);
    var unused = CaseFollowing.again(turn, types, true, key, f, now);
    CustodyBook custody = new CustodyBook(turn, now);
    if (f.type().equals(CustodyBook.HANDOVER) && custody.mayHandOver(thing.subjectIndex())) {
      custody.handOver(thing.subjectIndex(), key, f.to());
    }
  }

  private void keep(long key, Bodies.Locked payload) throws SQLException {
    PayloadKeys keys = new PayloadKeys(turn.sql());
    keys.put(key, payload.key());
    keys.run();
  }

  /** Null outside the order, and where the person has got another stream since. */
  private Long stream(Regained.Sent thing) throws SQLException {
    if (thing.personIndex() == null) {
      return null;
    }
    Stream known =
        turn.sql()
            .first(
                "SELECT key, id FROM stream WHERE person_index = ?",
                row -> new Stream(row.number(1), row.bytes(2)),
                thing.personIndex())
            .orElse(null);
    if (known == null) {
      long key = turn.nextKey();
      turn.sql()
          .update(
              "INSERT INTO stream (key, person_index, id, next_number, delivered)"
                  + " VALUES (?, ?, ?, ?, 0)",
              key,
              thing.personIndex(),
              thing.streamId(),
              thing.streamNumber() + 1);
      return key;
    }
    if (!Sql.uuid(known.id).equals(thing.streamId())) {
      return null;
    }
    turn.sql()
        .update(
            "UPDATE stream SET next_number = ? WHERE key = ? AND next_number <= ?",
            thing.streamNumber() + 1,
            known.key,
            thing.streamNumber());
    return known.key;
  }

  /** Its source posted it once more before it came back: that one has never left, and must not. */
  private Posting endTwin(Regained.Sent thing) throws SQLException {
    byte[] id =
        turn.sql()
            .first(
                "SELECT t.id FROM transfer t JOIN payload p ON p.transfer = t.key"
                    + " WHERE t.source_index = ? AND t.type = ? AND t.source_version = ?"
                    + " AND t.outbound = 1 AND t.content_digest = ? AND p.role = 'record'"
                    + " AND t.state IN ('SUBMITTED', 'HELD', 'WAITING_RETRY', 'AWAITING_ADDRESS')",
                row -> row.bytes(1),
                thing.sourceIndex(),
                thing.facts().type(),
                thing.sourceVersion(),
                thing.contentDigest())
            .orElse(null);
    if (id == null) {
      return null;
    }
    Posting twin = Posting.find(turn.sql(), Sql.uuid(id)).orElseThrow();
    String as = "sent before as " + thing.facts().id();
    var unused = InterveneSql.end(turn, twin, OutboundState.WITHDRAWN, as, now);
    return twin;
  }

  private void event(
      long key, Regained.Sent thing, OutboundState state, byte[] signed, Stand before) {
    Subject subject = FactsColumns.subject(key, true, thing.facts()).after(before);
    turn.event(subject, new What(state, EventContent.of(thing.digest(), signed), DETAIL), now);
  }

  /** With all of them here, what their receipts say. */
  void run() throws SQLException {
    if (receipts.isEmpty()) {
      return;
    }
    Confirming confirming = new Confirming(turn, bodies, types, now);
    confirming.load(receipts);
    for (Confirmation receipt : receipts) {
      var unused = confirming.match(receipt);
    }
    confirming.run();
  }
}
