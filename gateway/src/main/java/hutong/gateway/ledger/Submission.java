package hutong.gateway.ledger;

import hutong.gateway.ledger.Event.Subject;
import hutong.gateway.ledger.Event.What;
import hutong.routes.ledger.LargeAttachment;
import hutong.routes.ledger.NewTransfer;
import hutong.routes.ledger.OutboundState;
import hutong.routes.ledger.TransferFacts;
import hutong.schemas.RecordTypes;
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
  private final Rosters rosters;
  private final CaseFollowing cases;
  private final CustodyBook custody;

  Submission(Turn turn, Instant now, List<Posted> posted, RecordTypes types, Bodies bodies)
      throws SQLException {
    this.cases = new CaseFollowing(turn, types, true, now);
    this.custody = new CustodyBook(turn, now);
    cases.load(posted.stream().map(each -> each.transfer().facts()).toList());
    this.rosters = new Rosters(turn.sql());
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

  boolean inCycle(Posted posted) throws SQLException {
    NewTransfer transfer = posted.transfer();
    return cases.inCycle(transfer.facts())
        && (!transfer.facts().type().equals(CustodyBook.HANDOVER)
            || custody.mayHandOver(transfer.subjectIndex()));
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
        Measured.reply(t.counted()),
        t.counted().substance());
    rosters.add(key, t.counted().expected());
    payloads.add(key, posted.payload().body());
    keys.put(key, posted.payload().key());
    claims.add(key, true, f.transferId(), found(t));
    if (state == OutboundState.SUBMITTED) {
      outbox.record(f.to(), key);
    }
    Subject subject = FactsColumns.subject(key, true, f);
    String content = t.contentDigest() == null ? null : HEX.formatHex(t.contentDigest());
    turn.event(subject, new What(state, content, t.system()), now);
    cases.follow(subject, f);
    if (f.type().equals(CustodyBook.HANDOVER)) {
      custody.handOver(t.subjectIndex(), key, f.to());
    }
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
    cases.run();
    payloads.run();
    keys.run();
    rosters.run();
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
