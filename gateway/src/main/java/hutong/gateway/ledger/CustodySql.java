package hutong.gateway.ledger;

import hutong.gateway.ledger.Event.Subject;
import hutong.routes.Deadlines;
import hutong.routes.ledger.Custody;
import hutong.schemas.CaseStep;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;

/** Says who has custody as far as this ledger knows, and ends the handovers whose day is over. */
record CustodySql(GroupCommit writer, Readers readers) {
  private static final int MOST = 1000;

  Optional<Custody> of(byte[] person) {
    return readers.read(
        sql ->
            sql.first(
                "SELECT c.state, t.id, c.partner, c.changed FROM custody c"
                    + " LEFT JOIN transfer t ON t.key = c.handover WHERE c.person = ?",
                row ->
                    new Custody(
                        Custody.State.valueOf(row.text(1)),
                        row.uuid(2),
                        row.text(3),
                        row.instant(4)),
                person));
  }

  /** It lapses back at the old custodian; the new one can't accept it any more. */
  int lapse(Instant now) {
    return writer.write(turn -> lapse(turn, now));
  }

  private static int lapse(Turn turn, Instant now) throws SQLException {
    List<Subject> over =
        turn.sql()
            .list(
                "SELECT "
                    + FactsColumns.SUBJECT
                    + " FROM transfer t WHERE t.type = 'CustodyHandover' AND t.case_state"
                    + " IN ('OPEN', 'IN_PROGRESS', 'AWAITING_CLARIFICATION') AND t.due_date < ?"
                    + " ORDER BY t.due_date LIMIT ?",
                row -> FactsColumns.subject(row, 1),
                LocalDate.ofInstant(now, Deadlines.ZONE),
                MOST);
    if (over.isEmpty()) {
      return 0;
    }
    Cases cases = new Cases(turn, now);
    CustodyBook custody = new CustodyBook(turn, now);
    cases.load(over.stream().map(Subject::key).toList());
    for (Subject each : over) {
      cases.take(each.key(), CaseStep.LAPSE);
      custody.keep(each.key());
    }
    cases.run();
    return over.size();
  }
}
