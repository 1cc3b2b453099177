package hutong.gateway.ledger;

import hutong.gateway.ledger.Event.Subject;
import hutong.gateway.ledger.Event.What;
import hutong.routes.Deadlines;
import hutong.routes.ledger.Custody.State;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;

/**
 * Keeps who has custody of a person, in the turn that moves it. Exactly one node has it at every
 * instant: the old one until its ledger commits the acceptance, and whoever accepted from then on.
 * Of a person of whom it has never heard, a ledger takes its system's word.
 */
final class CustodyBook {
  static final String HANDOVER = "CustodyHandover";
  static final String ACCEPTANCE = "CustodyAcceptance";
  static final String REFUSAL = "CustodyRefusal";

  private final Turn turn;
  private final Instant now;

  CustodyBook(Turn turn, Instant now) {
    this.turn = turn;
    this.now = now;
  }

  /** Nobody hands over what is gone, or what is being handed over. */
  boolean mayHandOver(byte[] person) throws SQLException {
    return person != null
        && turn.sql()
            .first(
                "SELECT state FROM custody WHERE person = ?",
                row -> State.valueOf(row.text(1)),
                person)
            .map(state -> state == State.HERE)
            .orElse(true);
  }

  void handOver(byte[] person, long handover, String partner) throws SQLException {
    put(person, State.OFFERED, handover, partner);
  }

  /** Whether it can still pass by that handover: not if it was given up, or its day is over. */
  boolean mayPass(Long handover) throws SQLException {
    return handover != null
        && turn.sql()
            .first(
                "SELECT 1 FROM custody c JOIN transfer t ON t.key = c.handover"
                    + " WHERE c.handover = ? AND c.state = 'OFFERED'"
                    + " AND (t.due_date IS NULL OR t.due_date >= ?)",
                row -> true,
                handover,
                LocalDate.ofInstant(now, Deadlines.ZONE))
            .isPresent();
  }

  void pass(long handover, Subject acceptance) throws SQLException {
    turn.sql()
        .update("UPDATE custody SET state = 'GONE', changed = ? WHERE handover = ?", now, handover);
    turn.event(acceptance, new What("CUSTODY_PASSED", null, ""), now);
  }

  /** It stays where it was. */
  void keep(Long handover) throws SQLException {
    if (handover != null) {
      turn.sql()
          .update(
              "UPDATE custody SET state = 'HERE', handover = NULL, changed = ?"
                  + " WHERE handover = ? AND state = 'OFFERED'",
              now,
              handover);
    }
  }

  /** The old custodian has committed our acceptance. */
  void arrive(Subject acceptance) throws SQLException {
    byte[] person =
        turn.sql()
            .first(
                "SELECT person FROM transfer WHERE key = ?", row -> row.bytes(1), acceptance.key())
            .orElse(null);
    if (person != null) {
      String from =
          turn.sql()
              .first(
                  "SELECT recipient FROM transfer WHERE key = ?",
                  row -> row.text(1),
                  acceptance.key())
              .orElse(null);
      put(person, State.HERE, null, from);
      turn.event(acceptance, new What("CUSTODY_HELD", null, ""), now);
    }
  }

  private void put(byte[] person, State state, Long handover, String partner) throws SQLException {
    turn.sql()
        .update(
            "INSERT INTO custody (person, state, handover, partner, changed) VALUES (?, ?, ?, ?, ?)"
                + " ON CONFLICT (person) DO UPDATE SET state = excluded.state,"
                + " handover = excluded.handover, partner = excluded.partner,"
                + " changed = excluded.changed",
            person,
            state,
            handover,
            partner,
            now);
  }
}
