package hutong.gateway.ledger;

import hutong.gateway.ledger.Event.Subject;
import hutong.gateway.ledger.Event.What;
import hutong.gateway.ledger.ReceiveSql.Came;
import hutong.routes.Refusal;
import hutong.routes.ledger.Alarm;
import hutong.routes.ledger.Arrival;
import hutong.routes.ledger.InboundState;
import hutong.routes.ledger.LedgerPosition;
import hutong.routes.ledger.ReceiptFacts;
import hutong.routes.ledger.ReceiptWriter;
import hutong.routes.ledger.Reception;
import hutong.routes.ledger.TransferFacts;
import hutong.schemas.RecordType;
import hutong.schemas.RecordTypes;
import hutong.schemas.RejectionCode;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Writes one batch of arrivals.
 *
 * <p>Invariant 5: the same (sender, id) with the same signed content gets its stored receipts again
 * and nothing else happens; with other content it is refused and alarmed.
 */
final class Receiving {
  private static final int MOST_CONTRADICTIONS = 64;

  private final Turn turn;
  private final Bodies bodies;
  private final RecordTypes types;
  private final ReceiptWriter receiptWriter;
  private final Instant now;
  private final ArrivalRows rows;
  private final Receipts receipts;
  private final Outbox outbox;
  private final Claims claims;
  private final Answers answers;
  private final CaseFollowing cases;
  private final CustodyBook custody;
  private final Set<Long> decided = new HashSet<>();
  private final ClockStops clocks;
  private final Set<Long> repeated = new HashSet<>();
  private final Set<String> contradicted = new HashSet<>();
  private final List<Alarm> alarms = new ArrayList<>();

  Receiving(Turn turn, Bodies bodies, RecordTypes types, ReceiptWriter receiptWriter, Instant now)
      throws SQLException {
    this.turn = turn;
    this.types = types;
    this.bodies = bodies;
    this.receiptWriter = receiptWriter;
    this.now = now;
    this.rows = new ArrivalRows(turn.sql(), now);
    this.receipts = new Receipts(turn, bodies);
    this.outbox = new Outbox(turn);
    this.claims = new Claims(turn.sql(), bodies);
    this.answers = new Answers(turn, now);
    this.cases = new CaseFollowing(turn, types, false, now);
    this.custody = new CustodyBook(turn, now);
    this.clocks = new ClockStops(turn.sql());
  }

  void load(List<Came> came) throws SQLException {
    cases.load(came.stream().map(each -> each.arrival().facts()).toList());
  }

  Reception take(Came came, Arrived before) throws SQLException {
    Arrived.Known known = before.known(came.id());
    if (known == null) {
      return takeNew(came, before);
    }
    if (known.digest().equals(came.arrival().digest())) {
      if (!known.here()) {
        repeated.add(known.key());
      }
      return Reception.REPEATED;
    }
    contradict(came, known.key());
    return Reception.CONTRADICTED;
  }

  private Reception takeNew(Came given, Arrived before) throws SQLException {
    Refusal refusal = refusal(given.arrival());
    Came came = refusal == null ? given : given.refused(refusal);
    Arrival arrival = came.arrival();
    InboundState state = InboundState.RECEIVED;
    if (refusal != null) {
      state = InboundState.REJECTED;
    } else if (before.stale(arrival)) {
      state = InboundState.SUPERSEDED;
    } else if (isAcceptance(arrival)) {
      state = InboundState.ACCEPTED;
    }
    long key = turn.nextKey();
    byte[] refusalBody = came.refusal();
    if (refusal != null && refusalBody == null) {
      refusalBody = bodies.lock(false, came.id(), refusal);
    }
    rows.add(key, came, state, refusalBody);
    String detail = refusal == null ? "" : refusal.code().name();
    What what = new What(state, came.content(), detail).because(refusal);
    LedgerPosition position = event(key, arrival, what);
    InboundState outcome = state == InboundState.RECEIVED ? null : state;
    issue(key, Receipts.slot(outcome), arrival, outcome, refusal, position);
    before.learn(came, key, refusal == null);
    if (state == InboundState.RECEIVED || state == InboundState.ACCEPTED) {
      Subject subject = FactsColumns.subject(key, false, arrival.facts());
      cases.follow(subject, arrival.facts());
      moveCustody(arrival, subject);
    }
    if (state == InboundState.ACCEPTED) {
      decided.add(key);
    }
    if (refusal == null) {
      answer(arrival.facts());
      if (arrival.facts().correlation() != null) {
        clocks.stopped(came.id(), false);
      }
      claims.add(key, false, came.id(), arrival.attachments());
    }
    return switch (state) {
      case REJECTED -> Reception.REFUSED;
      case SUPERSEDED -> Reception.SUPERSEDED;
      default -> Reception.TAKEN;
    };
  }

  private Refusal refusal(Arrival arrival) throws SQLException {
    if (arrival.refusal() != null) {
      return arrival.refusal();
    }
    if (arrival.facts().expires().isBefore(now)) {
      return Refusal.of(RejectionCode.TOO_OLD);
    }
    if (!cases.inCycle(arrival.facts())) {
      return Refusal.of(
          isAcceptance(arrival) ? RejectionCode.LAPSED : RejectionCode.OUT_OF_CYCLE,
          "/header/correlation");
    }
    return isAcceptance(arrival) && !custody.mayPass(cases.caseOf(arrival.facts()))
        ? Refusal.of(RejectionCode.LAPSED, "/header/correlation")
        : null;
  }

  private static boolean isAcceptance(Arrival arrival) {
    return arrival.facts().type().equals(CustodyBook.ACCEPTANCE);
  }

  private void answer(TransferFacts facts) {
    if (types.of(facts.type()).filter(RecordType::isAnswer).isPresent()) {
      answers.add(facts);
    }
  }

  /** Custody passes by rule, in this very commit, and the receipt says so. */
  private void moveCustody(Arrival arrival, Subject subject) throws SQLException {
    Long handover = cases.caseOf(arrival.facts());
    if (isAcceptance(arrival)) {
      custody.pass(handover, subject);
      cases.settle(handover);
    } else if (arrival.facts().type().equals(CustodyBook.REFUSAL)) {
      custody.keep(handover);
    }
  }

  private LedgerPosition event(long key, Arrival arrival, What what) {
    Subject subject = FactsColumns.subject(key, false, arrival.facts());
    return turn.event(subject, what, now);
  }

  private void issue(
      long key,
      String slot,
      Arrival arrival,
      InboundState outcome,
      Refusal refusal,
      LedgerPosition position)
      throws SQLException {
    TransferFacts facts = arrival.facts();
    ReceiptFacts says =
        new ReceiptFacts(
            facts.transferId(),
            arrival.digest(),
            true,
            outcome,
            now,
            outcome == null ? null : now,
            slot.startsWith(Receipts.OTHER) ? null : arrival.due(),
            refusal,
            position,
            null,
            outcome == InboundState.ACCEPTED ? !arrival.marks().isEmpty() : null);
    outbox.receipt(facts.from(), key, receipts.issue(key, slot, says));
  }

  /** The same contradiction again gets the same refusal again, and no second alarm. */
  private void contradict(Came came, long key) throws SQLException {
    Arrival arrival = came.arrival();
    String slot = Receipts.OTHER + arrival.digest();
    if (!contradicted.add(key + slot)) {
      return;
    }
    Long stored =
        turn.sql()
            .first(
                "SELECT key FROM receipt WHERE transfer = ? AND slot = ?",
                row -> row.number(1),
                key,
                slot)
            .orElse(null);
    if (stored != null) {
      outbox.receipt(arrival.facts().from(), key, stored);
      return;
    }
    if (contradictions(key) >= MOST_CONTRADICTIONS) {
      return;
    }
    Refusal refusal = Refusal.of(RejectionCode.ID_REUSED);
    LedgerPosition position =
        event(key, arrival, new What("CONTRADICTED", came.content(), refusal.code().name()));
    issue(key, slot, arrival, InboundState.REJECTED, refusal, position);
    alarms.add(
        new Alarm(
            now, Alarm.Code.ID_REUSED, arrival.facts().from(), arrival.facts().id().toString()));
  }

  /** Of what is sent under one id again and again only so much is kept and answered. */
  private long contradictions(long key) throws SQLException {
    return turn.sql()
        .first(
            "SELECT COUNT(*) FROM receipt WHERE transfer = ? AND slot LIKE ?",
            row -> row.number(1),
            key,
            Receipts.OTHER + "%")
        .orElse(0L);
  }

  void run() throws SQLException {
    rows.run();
    cases.run();
    // Its decider hears of what the rule has decided.
    for (Long key : decided) {
      turn.sql().update("UPDATE transfer SET again = 1 WHERE key = ?", key);
    }
    claims.run();
    receipts.write(receiptWriter);
    receipts.run();
    turn.sql()
        .among(
            "SELECT t.sender, r.transfer, r.key FROM receipt r"
                + " JOIN transfer t ON t.key = r.transfer"
                + " WHERE r.slot IN ('TRANSPORT', 'FINAL') AND {any} ORDER BY r.key",
            "r.transfer = ?",
            Sql.keys(repeated),
            row -> {
              outbox.receipt(row.text(1), row.number(2), row.number(3));
              return null;
            });
    outbox.run();
    AlarmSql.add(turn, alarms);
    answers.run();
    clocks.run();
  }
}
