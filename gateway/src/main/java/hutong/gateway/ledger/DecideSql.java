package hutong.gateway.ledger;

import hutong.gateway.ledger.Event.What;
import hutong.gateway.ledger.HandedOut.Place;
import hutong.routes.Refusal;
import hutong.routes.ledger.Decided;
import hutong.routes.ledger.Decision;
import hutong.routes.ledger.Evaluation;
import hutong.routes.ledger.InboundState;
import hutong.routes.ledger.LedgerPosition;
import hutong.routes.ledger.ReceiptFacts;
import hutong.routes.ledger.ReceiptWriter;
import hutong.routes.ledger.TransferId;
import hutong.schemas.CaseStep;
import hutong.schemas.RecordTypes;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** Notes what a deciding system has decided, with the receipt that says so. */
final class DecideSql {
  private final GroupCommit writer;
  private final Bodies bodies;
  private final RecordTypes types;

  DecideSql(GroupCommit writer, Bodies bodies, RecordTypes types) {
    this.types = types;
    this.writer = writer;
    this.bodies = bodies;
  }

  List<Decided> decide(
      String system, UUID lease, List<Decision> decisions, ReceiptWriter receipts, Instant now) {
    return writer.write(
        turn -> {
          List<TransferId> ids = decisions.stream().map(Decision::about).toList();
          Map<TransferId, HandedOut> found = HandedOut.load(turn.sql(), system, ids);
          Deciding deciding = new Deciding(turn, receipts, system, now);
          deciding.cases.load(found.values().stream().map(HandedOut::link).toList());
          List<Decided> outcomes = new ArrayList<>(decisions.size());
          for (Decision decision : decisions) {
            HandedOut item = found.get(decision.about());
            Decided outcome = judge(item, lease, decision);
            boolean seeks = decision.unknown() && outcome == Decided.DONE && seeksOn(item, now);
            if (outcome == Decided.DONE && !seeks && !deciding.mayNote(item, decision)) {
              outcome = Decided.OUT_OF_CYCLE;
            }
            if (seeks) {
              found.put(decision.about(), deciding.seek(item));
            } else if (outcome == Decided.DONE) {
              found.put(decision.about(), deciding.note(item, decision));
            } else if (outcome == Decided.ALREADY && item.place() != Place.TAKEN) {
              // Handed out once more after a restore.
              deciding.take(item);
            }
            outcomes.add(outcome);
          }
          deciding.run();
          return outcomes;
        });
  }

  /** Whether there is still time for the record to come that tells of the person. */
  private static boolean seeksOn(HandedOut item, Instant now) {
    return item.sought() == null || now.isBefore(item.sought().plus(Sought.LONGEST));
  }

  /** A decision stays: what is decided is answered so, whatever the lease is by now. */
  private static Decided judge(HandedOut item, UUID lease, Decision decision) {
    if (item == null) {
      return Decided.NOT_LEASED;
    }
    if (!item.decides()) {
      return Decided.NOT_DECIDER;
    }
    if (item.state().isFinal()) {
      boolean rejected = item.state() == InboundState.REJECTED;
      return rejected == (decision.refusal() != null) ? Decided.ALREADY : Decided.CONTRADICTS;
    }
    if (item.state() == InboundState.PARKED && decision.unknown()) {
      return Decided.ALREADY;
    }
    return item.under(lease) && item.place() != Place.RETURNED ? Decided.DONE : Decided.NOT_LEASED;
  }

  /** Writes the decisions of one batch. */
  private final class Deciding {
    private final Turn turn;
    private final ReceiptWriter writer;
    private final String system;
    private final Instant now;
    private final Sql.Batch transfers;
    private final Sql.Batch mailboxes;
    private final Receipts receipts;
    private final Outbox outbox;
    private final CaseDeciding cases;
    private final Sought sought;
    private final Outcomes measures;
    private final ClockStops clocks;

    private Deciding(Turn turn, ReceiptWriter writer, String system, Instant now)
        throws SQLException {
      this.turn = turn;
      this.writer = writer;
      this.system = system;
      this.now = now;
      this.transfers =
          turn.sql()
              .batch(
                  "UPDATE transfer SET state = ?, changed = ?, refusal = ?, seek_at = NULL WHERE key = ?");
      this.sought = new Sought(turn.sql(), now);
      this.measures = new Outcomes(turn.sql());
      this.clocks = new ClockStops(turn.sql());
      this.mailboxes =
          turn.sql()
              .batch(
                  "UPDATE mailbox SET state = 'TAKEN', lease_until = NULL"
                      + " WHERE transfer = ? AND system = ?");
      this.receipts = new Receipts(turn, bodies);
      this.outbox = new Outbox(turn);
      this.cases = new CaseDeciding(turn, types, now);
    }

    private boolean mayNote(HandedOut item, Decision decision) {
      return cases.may(item.link(), decision.refusal() == null);
    }

    private HandedOut note(HandedOut item, Decision decision) throws SQLException {
      TransferId id = decision.about();
      Refusal refusal = decision.refusal();
      HandedOut decided = item.decided(refusal);
      long key = item.subject().key();
      Evaluation found = decision.evaluation();
      transfers.add(decided.state(), now, bodies.lock(false, id, refusal), key);
      measures.add(key, item.link().type(), decided.state(), now, found, null);
      if (item.answers() || item.link().step() == CaseStep.WITHDRAW) {
        clocks.stopped(id, false);
      }
      mailboxes.add(key, system);
      String detail = refusal == null ? system : system + " " + refusal.code();
      LedgerPosition position =
          turn.event(
              item.subject(),
              new What(decided.state(), item.digest(), detail).because(refusal),
              now);
      ReceiptFacts says =
          new ReceiptFacts(
              id,
              item.digest(),
              false,
              decided.state(),
              item.arrived(),
              now,
              item.due(),
              refusal,
              position,
              found,
              refusal == null ? item.marked() : null);
      outbox.receipt(id.from(), key, receipts.issue(key, Receipts.FINAL, says));
      cases.decided(item.link(), refusal == null);
      return decided;
    }

    private HandedOut seek(HandedOut item) throws SQLException {
      sought.set(item.subject().key(), system, item.sought() == null ? now : item.sought());
      turn.event(item.subject(), new What(InboundState.PARKED, null, Sought.REASON), now);
      return item.parked();
    }

    private void take(HandedOut item) throws SQLException {
      mailboxes.add(item.subject().key(), system);
    }

    private void run() throws SQLException {
      transfers.run();
      sought.run();
      measures.run();
      mailboxes.run();
      receipts.write(writer);
      receipts.run();
      outbox.run();
      cases.run();
      clocks.run();
    }
  }
}
