package hutong.gateway.ledger;

import hutong.gateway.ledger.Event.What;
import hutong.routes.Deadlines;
import hutong.routes.Refusal;
import hutong.routes.ledger.Alarm;
import hutong.routes.ledger.Confirmation;
import hutong.routes.ledger.Confirmed;
import hutong.routes.ledger.InboundState;
import hutong.routes.ledger.OutboundState;
import hutong.routes.ledger.TransferId;
import hutong.schemas.CaseStep;
import hutong.schemas.RecordTypes;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;

/** Writes one batch of receipts, and what they move. */
final class Confirming {
  private static final HexFormat HEX = HexFormat.of();

  private final Turn turn;
  private final Bodies bodies;
  private final Instant now;
  private final Receipts receipts;
  private final Sql.Batch states;
  private final Outcomes outcomes;
  private final Sql.Batch dues;
  private final Sql.Batch outbox;
  private final StreamRelease release;
  private final ClockStops clocks;
  private final Notices corrections;
  private final CaseDeciding cases;
  private final List<Alarm> alarms = new ArrayList<>();
  private Map<TransferId, SentTransfer> sent = Map.of();

  Confirming(Turn turn, Bodies bodies, RecordTypes types, Instant now) throws SQLException {
    this.cases = new CaseDeciding(turn, types, now);
    this.turn = turn;
    this.bodies = bodies;
    this.now = now;
    this.receipts = new Receipts(turn, bodies);
    this.states =
        turn.sql()
            .batch(
                "UPDATE transfer SET state = ?, changed = ?, refusal = ?, deadline = NULL,"
                    + " repeat_at = NULL, envelope = NULL, quiet_since = ? WHERE key = ?");
    this.outcomes = new Outcomes(turn.sql());
    this.clocks = new ClockStops(turn.sql());
    this.dues =
        turn.sql()
            .batch(
                "UPDATE transfer SET due_date = ?, due_rule = ?, due_calendar = ?, due_end = ?"
                    + " WHERE key = ?");
    this.outbox = turn.sql().batch("DELETE FROM outbox WHERE about = ? AND receipt = 0");
    this.release = new StreamRelease(turn, now);
    this.corrections = new Notices(turn.sql());
  }

  void load(List<Confirmation> confirmations) throws SQLException {
    sent = SentTransfer.load(turn.sql(), confirmations.stream().map(Confirmation::about).toList());
    cases.load(sent.values().stream().map(each -> each.link).toList());
  }

  Confirmed match(Confirmation said) throws SQLException {
    SentTransfer transfer = sent.get(said.about());
    if (transfer == null) {
      if (!comesBack(said)) {
        alarm(Alarm.Code.RECEIPT_FOR_NOTHING_SENT, said);
      }
      return Confirmed.UNKNOWN;
    }
    if (transfer.digest == null && comesBack(said)) {
      return Confirmed.UNKNOWN;
    }
    if (!said.by().equals(transfer.recipient) || !said.digest().equals(transfer.digest)) {
      alarm(Alarm.Code.RECEIPT_MISMATCHED, said);
      return Confirmed.MISMATCHED;
    }
    return said.outcome() == null ? transport(transfer, said) : decision(transfer, said);
  }

  /** After a restore: with the record that it is about, which the partner gives back as well. */
  private boolean comesBack(Confirmation said) throws SQLException {
    return Regain.awaits(turn.sql(), said.by());
  }

  private Confirmed transport(SentTransfer transfer, Confirmation said) throws SQLException {
    boolean first = !transfer.transportKept;
    if (first) {
      keep(transfer, Receipts.TRANSPORT, said);
      transfer.transportKept = true;
      due(transfer, said);
    }
    if (transfer.state == OutboundState.DELIVERED || transfer.state.isFinal()) {
      return Confirmed.REPEATED;
    }
    move(transfer, OutboundState.DELIVERED, null, said);
    return Confirmed.MATCHED;
  }

  private Confirmed decision(SentTransfer transfer, Confirmation said) throws SQLException {
    OutboundState outcome =
        said.outcome() == InboundState.REJECTED ? OutboundState.REJECTED : OutboundState.ACCEPTED;
    if (transfer.state == outcome) {
      return Confirmed.REPEATED;
    }
    if (transfer.state.isFinal()) {
      keep(transfer, Receipts.CONTRADICTING, said);
      alarm(Alarm.Code.RECEIPT_CONTRADICTED, said);
      return Confirmed.CONTRADICTED;
    }
    keep(transfer, Receipts.FINAL, said);
    due(transfer, said);
    outcomes.add(
        transfer.subject.key(),
        transfer.link.type(),
        said.outcome(),
        said.decidedAt(),
        said.evaluation(),
        said.marked());
    move(transfer, outcome, said.refusal(), said);
    if (said.outcome() != InboundState.SUPERSEDED) {
      cases.heard(transfer.link, outcome == OutboundState.ACCEPTED);
      if (outcome == OutboundState.ACCEPTED
          && transfer.link.type().equals(CustodyBook.ACCEPTANCE)) {
        new CustodyBook(turn, now).arrive(transfer.subject);
      }
    }
    return Confirmed.MATCHED;
  }

  private void keep(SentTransfer transfer, String slot, Confirmation said) throws SQLException {
    receipts.keep(
        transfer.subject.key(),
        said.about(),
        slot,
        said.transport(),
        said.outcome(),
        said.signedData());
  }

  private void due(SentTransfer transfer, Confirmation said) throws SQLException {
    if (said.due() != null) {
      dues.add(
          said.due().date(),
          said.due().rule(),
          said.due().calendarVersion(),
          Measured.end(said.due()),
          transfer.subject.key());
    }
    if (said.dueDiffers()) {
      alarm(Alarm.Code.DUE_DATE_DIFFERS, said);
    }
  }

  private void move(SentTransfer transfer, OutboundState state, Refusal refusal, Confirmation said)
      throws SQLException {
    long key = transfer.subject.key();
    states.add(state, now, bodies.lock(true, said.about(), refusal), quietSince(state, said), key);
    outbox.add(key);
    if (transfer.answers || transfer.link.step() == CaseStep.WITHDRAW) {
      clocks.stopped(said.about(), true);
    }
    // The rest of the stream went on at DELIVERED already; only its number matters after that.
    if (transfer.state != OutboundState.DELIVERED) {
      release.end(transfer.stream, key, transfer.number, true);
    }
    if (transfer.state == OutboundState.EXPIRED || transfer.state == OutboundState.ABANDONED) {
      cases.arrived(transfer.link);
      corrections.add(key);
    }
    String receipt = HEX.formatHex(Event.sha256(said.signedData()));
    What what = new What(state, receipt, detail(refusal, said)).because(refusal);
    turn.event(transfer.subject, what, now);
    transfer.state = state;
  }

  /** A recipient may be silent until its due day is over. */
  private Instant quietSince(OutboundState state, Confirmation said) {
    if (state != OutboundState.DELIVERED) {
      return null;
    }
    if (said.due() == null) {
      return now;
    }
    Instant over = Deadlines.end(said.due().date());
    return over.isAfter(now) ? over : now;
  }

  private static String detail(Refusal refusal, Confirmation said) {
    if (refusal != null) {
      return refusal.code().name();
    }
    return said.outcome() == InboundState.SUPERSEDED ? InboundState.SUPERSEDED.name() : "";
  }

  private void alarm(Alarm.Code code, Confirmation said) {
    alarms.add(new Alarm(now, code, said.by(), said.about().id().toString()));
  }

  void run() throws SQLException {
    receipts.run();
    states.run();
    cases.run();
    outcomes.run();
    dues.run();
    outbox.run();
    corrections.run();
    release.run();
    clocks.run();
    AlarmSql.add(turn, alarms);
  }
}
