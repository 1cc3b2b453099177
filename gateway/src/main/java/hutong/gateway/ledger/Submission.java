package hutong.gateway.ledger;

import hutong.gateway.ledger.Event.Subject;
import hutong.gateway.ledger.Event.What;
import hutong.routes.ledger.LargeAttachment;
import hutong.routes.ledger.NewTransfer;
import hutong.routes.ledger.OutboundState;
import hutong.routes.ledger.TransferFacts;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;

/** Writes the new transfers of one batch. */
final class Submission {
  private static final HexFormat HEX = HexFormat.of();

  private final Turn turn;
  private final Instant now;
  private final Streams streams;
  private final Outbox outbox;
  private final Sql.Batch transfers;
  private final Sql.Batch payloads;
  private final PayloadKeys keys;
  private final Claims claims;

  Submission(Turn turn, Instant now, List<Posted> posted, Bodies bodies) throws SQLException {
    this.claims = new Claims(turn.sql(), bodies);
    this.turn = turn;
    this.now = now;
    this.streams = Streams.load(turn, posted);
    this.outbox = new Outbox(turn);
    this.transfers =
        turn.sql()
            .batch(
                "INSERT INTO transfer (key, outbound, id, sender, recipient, partner, type,"
                    + " schema_version, legal_basis, division, division_date, correlation, urgent,"
                    + " created, expires, state, changed, system, source_index, source_version,"
                    + " stream, stream_id, stream_number, predecessor, content_digest, marks,"
                    + " candidates, evidence, deadline, person, target, marked, answering, reply,"
                    + " substance, repeats) VALUES (?, 1, ?, ?, ?, ?, ?,"
                    + " ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 0)");
    this.keys = new PayloadKeys(turn.sql());
    this.payloads =
        turn.sql().batch("INSERT INTO payload (transfer, role, body) VALUES (?, 'record', ?)");
  }

  Earlier.Known add(Posted posted) throws SQLException {
    NewTransfer t = posted.transfer();
    TransferFacts f = t.facts();
    long key = turn.nextKey();
    Streams.Place place = f.to() == null ? Streams.Place.NONE : streams.take(t.personIndex(), key);
    OutboundState state = state(f, place);
    transfers.add(
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
        state,
        now,
        t.system(),
        t.sourceIndex(),
        t.sourceVersion(),
        place.stream(),
        place.id(),
        place.number(),
        place.predecessor(),
        t.contentDigest(),
        ListText.write(t.marks()),
        ListText.write(t.candidates()),
        ListText.write(t.addressEvidence()),
        state == OutboundState.AWAITING_ADDRESS ? null : f.expires(),
        t.subjectIndex(),
        Measured.target(f),
        !t.marks().isEmpty(),
        t.counted().answering(),
        t.counted().reply(),
        t.counted().substance());
    payloads.add(key, posted.payload().body());
    keys.put(key, posted.payload().key());
    claims.add(key, true, f.transferId(), found(t));
    if (state == OutboundState.SUBMITTED) {
      outbox.record(f.to(), key);
    }
    Subject subject = FactsColumns.subject(key, true, f);
    String content = t.contentDigest() == null ? null : HEX.formatHex(t.contentDigest());
    turn.event(subject, new What(state, content, t.system()), now);
    return new Earlier.Known(key, f.id(), state, t.contentDigest());
  }

  private List<LargeAttachment> found(NewTransfer transfer) throws SQLException {
    List<LargeAttachment> found = new ArrayList<>();
    for (LargeAttachment one : transfer.attachments()) {
      found.add(one.at(SubmitSql.content(turn.sql(), transfer.system(), one).orElseThrow()));
    }
    return found;
  }

  private static OutboundState state(TransferFacts facts, Streams.Place place) {
    if (facts.to() == null) {
      return OutboundState.AWAITING_ADDRESS;
    }
    return place.free() ? OutboundState.SUBMITTED : OutboundState.HELD;
  }

  void run(List<Earlier.Used> slots) throws SQLException {
    streams.run();
    transfers.run();
    payloads.run();
    keys.run();
    claims.run();
    outbox.run();
    Sql.Batch used =
        turn.sql()
            .batch("INSERT INTO idempotency (slot, request, transfer, used) VALUES (?, ?, ?, ?)");
    for (Earlier.Used slot : slots) {
      used.add(slot.slot().array(), slot.request(), slot.known().key(), now);
    }
    used.run();
  }
}
