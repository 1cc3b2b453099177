package hutong.gateway.ledger;

import hutong.gateway.ledger.Event.Stand;
import hutong.gateway.ledger.Event.Subject;
import hutong.gateway.ledger.Event.What;
import hutong.gateway.ledger.ReceiveSql.Came;
import hutong.routes.ledger.Alarm;
import hutong.routes.ledger.Arrival;
import hutong.routes.ledger.Confirmation;
import hutong.routes.ledger.InboundState;
import hutong.routes.ledger.Regained;
import hutong.routes.ledger.TransferId;
import hutong.schemas.RecordType;
import hutong.schemas.RecordTypes;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * Takes back what this node had received and receipted before it was restored. Its own receipts are
 * adopted as they are, none is issued; what was accepted is handed out once more under its id.
 */
final class RegainReceived {
  private static final String DETAIL = "given back";

  private final Turn turn;
  private final Bodies bodies;
  private final RecordTypes types;
  private final Instant now;
  private final List<Alarm> alarms = new ArrayList<>();

  RegainReceived(Turn turn, Bodies bodies, RecordTypes types, Instant now) {
    this.types = types;
    this.turn = turn;
    this.bodies = bodies;
    this.now = now;
  }

  private record Known(long key, String digest, InboundState state, String cause) {}

  void take(Regained.Received thing) throws SQLException {
    Arrival arrival = thing.arrival();
    TransferId id = arrival.facts().transferId();
    Known known =
        turn.sql()
            .first(
                "SELECT key, digest, state, cause FROM transfer"
                    + " WHERE id = ? AND outbound = 0 AND sender = ?",
                row ->
                    new Known(
                        row.number(1), row.text(2), InboundState.valueOf(row.text(3)), row.text(4)),
                id.id(),
                id.from())
            .orElse(null);
    InboundState outcome =
        thing.receipts().stream()
            .map(Confirmation::outcome)
            .filter(each -> each != null)
            .findFirst()
            .orElse(null);
    if (known == null) {
      long key = add(thing, outcome);
      adopt(key, thing.receipts());
      measure(key, thing);
    } else if (!known.digest.equals(arrival.digest())) {
      alarms.add(new Alarm(now, Alarm.Code.ID_REUSED, id.from(), id.id().toString()));
    } else if (outcome != null && known.state.isFinal() && known.state != outcome) {
      alarms.add(new Alarm(now, Alarm.Code.RECEIPT_CONTRADICTED, id.from(), id.id().toString()));
    } else {
      adopt(known.key, thing.receipts());
      if (outcome != null && !known.state.isFinal()) {
        decide(known, arrival, outcome);
        measure(known.key, thing);
      }
    }
  }

  private long add(Regained.Received thing, InboundState outcome) throws SQLException {
    Arrival arrival = thing.arrival();
    Came came = Came.of(arrival, bodies);
    InboundState state = outcome == null ? InboundState.RECEIVED : outcome;
    Instant received =
        thing.receipts().stream()
            .map(Confirmation::receivedAt)
            .min(Comparator.naturalOrder())
            .orElse(now);
    long key = keyBefore();
    ArrivalRows rows = new ArrivalRows(turn.sql(), received);
    rows.add(key, came, state, came.refusal());
    rows.run();
    turn.sql()
        .update(
            "UPDATE transfer SET changed = ?, again = ? WHERE key = ?",
            now,
            outcome == InboundState.ACCEPTED,
            key);
    event(key, arrival, state, null);
    Long ofCase = CaseFollowing.again(turn, types, false, key, arrival.facts(), now);
    if (ofCase != null
        && outcome == InboundState.ACCEPTED
        && arrival.facts().type().equals(CustodyBook.ACCEPTANCE)) {
      Subject subject = FactsColumns.subject(key, false, arrival.facts());
      new CustodyBook(turn, now).pass(ofCase, subject);
    }
    boolean answers = types.of(arrival.facts().type()).filter(RecordType::isAnswer).isPresent();
    if (answers && state != InboundState.REJECTED) {
      Answers noted = new Answers(turn, now);
      noted.add(arrival.facts());
      noted.run();
    }
    return key;
  }

  private void stopClocks(long key, Arrival arrival) throws SQLException {
    ClockStops clocks = new ClockStops(turn.sql());
    clocks.request(key);
    if (arrival.facts().correlation() != null) {
      clocks.stopped(arrival.facts().transferId(), false);
    }
    clocks.run();
  }

  /** Before everything that arrived after the restore: a person's records keep their order. */
  private long keyBefore() throws SQLException {
    return turn.sql()
        .first(
            "UPDATE counter SET next_value = next_value + 1 WHERE name = 'regained'"
                + " RETURNING next_value",
            row -> row.number(1) - 1)
        .orElseThrow(() -> new LedgerFailure("the ledger has lost its place for what comes back"));
  }

  private void adopt(long key, List<Confirmation> receipts) throws SQLException {
    for (Confirmation receipt : receipts) {
      String slot = Receipts.slot(receipt.outcome());
      turn.sql()
          .update(
              "INSERT INTO receipt (key, transfer, slot, transport, outcome, body)"
                  + " VALUES (?, ?, ?, ?, ?, ?) ON CONFLICT (transfer, slot)"
                  + " DO UPDATE SET transport = excluded.transport, body = excluded.body",
              turn.nextKey(),
              key,
              slot,
              receipt.transport(),
              receipt.outcome(),
              bodies.lock(false, receipt.about(), slot, receipt.signedData()));
    }
  }

  private void decide(Known known, Arrival arrival, InboundState outcome) throws SQLException {
    boolean accepted = outcome == InboundState.ACCEPTED;
    boolean offered = known.state == InboundState.OFFERED;
    turn.sql()
        .update(
            "UPDATE transfer SET state = ?, changed = ?, refusal = ?, again = ? WHERE key = ?",
            outcome,
            now,
            bodies.lock(false, arrival.facts().transferId(), arrival.refusal()),
            accepted && !offered,
            known.key);
    if (!accepted) {
      turn.sql()
          .update(
              "UPDATE mailbox SET state = 'TAKEN', lease_until = NULL WHERE transfer = ?",
              known.key);
    }
    String from = arrival.facts().from();
    event(known.key, arrival, outcome, new Stand(from, known.state.name(), known.cause));
  }

  /** What this node said when it decided. */
  private void measure(long key, Regained.Received thing) throws SQLException {
    String type = thing.arrival().facts().type();
    Outcomes outcomes = new Outcomes(turn.sql());
    for (Confirmation said : thing.receipts()) {
      if (said.outcome() != null) {
        outcomes.add(key, type, said.outcome(), said.decidedAt(), said.evaluation(), said.marked());
      }
    }
    outcomes.run();
    stopClocks(key, thing.arrival());
  }

  private void event(long key, Arrival arrival, InboundState state, Stand before) {
    Subject subject = FactsColumns.subject(key, false, arrival.facts()).after(before);
    byte[] signed = Event.sha256(arrival.signedData());
    String content = EventContent.of(arrival.digest(), signed);
    turn.event(subject, new What(state, content, DETAIL).because(arrival.refusal()), now);
  }

  void run() throws SQLException {
    AlarmSql.add(turn, alarms);
  }
}
