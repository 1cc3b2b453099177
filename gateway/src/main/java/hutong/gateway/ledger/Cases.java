package hutong.gateway.ledger;

import hutong.gateway.ledger.Event.Subject;
import hutong.gateway.ledger.Event.What;
import hutong.routes.ledger.CaseState;
import hutong.schemas.CaseStep;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The cases that one batch is about, as they stand within it. */
final class Cases {
  static final String EVENT = "CASE_";

  private final Turn turn;
  private final Instant now;
  private final Map<Long, Case> cases = new HashMap<>();
  private final Set<Long> changed = new HashSet<>();

  Cases(Turn turn, Instant now) {
    this.turn = turn;
    this.now = now;
  }

  private static final class Case {
    private final Subject subject;
    private final byte[] person;
    private CaseState state;
    private Instant heard;

    private Case(Subject subject, byte[] person, CaseState state, Instant heard) {
      this.heard = heard;
      this.subject = subject;
      this.person = person;
      this.state = state;
    }
  }

  void load(Collection<Long> keys) throws SQLException {
    turn.sql()
        .among(
            "SELECT "
                + FactsColumns.SUBJECT
                + ", t.case_state, t.person, t.case_heard FROM transfer t"
                + " WHERE t.case_state IS NOT NULL AND {any}",
            "t.key = ?",
            Sql.keys(new HashSet<>(keys)),
            row ->
                cases.put(
                    row.number(1),
                    new Case(
                        FactsColumns.subject(row, 1),
                        row.bytes(6),
                        CaseState.valueOf(row.text(5)),
                        row.instant(7))));
  }

  void open(Subject subject) {
    cases.put(subject.key(), new Case(subject, null, CaseState.OPEN, null));
    changed.add(subject.key());
  }

  /** The keyed index of the person that a case is about; null if it is about none. */
  byte[] person(Long key) {
    return key == null || !cases.containsKey(key) ? null : cases.get(key).person;
  }

  /** Whether a step is in cycle; where there is no such case, everything is. */
  boolean allows(Long key, CaseStep step) {
    return step == null || after(key, step).isPresent();
  }

  private Optional<CaseState> after(Long key, CaseStep step) {
    Case one = key == null ? null : cases.get(key);
    return one == null ? Optional.of(CaseState.OPEN) : one.state.after(step);
  }

  /** Takes a step where it is in cycle; elsewhere nothing happens. */
  void take(Long key, CaseStep step) {
    Case one = key == null ? null : cases.get(key);
    if (one != null) {
      go(one, one.state.after(step).orElse(one.state), step);
    }
  }

  /**
   * The same for what the partner said.
   *
   * @param said when it was written: what was written after it may have come before it
   */
  void hear(Long key, CaseStep step, Instant said) {
    Case one = key == null ? null : cases.get(key);
    if (one != null && (one.heard == null || !said.isBefore(one.heard))) {
      one.heard = said;
      changed.add(key);
      take(key, step);
    }
  }

  /** The partner has committed it, so it was in cycle there, whatever has been heard since. */
  void withdraw(Long key) {
    Case one = key == null ? null : cases.get(key);
    if (one != null) {
      go(one, CaseState.WITHDRAWN, CaseStep.WITHDRAW);
    }
  }

  private void go(Case one, CaseState next, CaseStep step) {
    if (next != one.state) {
      one.state = next;
      changed.add(one.subject.key());
      turn.event(one.subject, new What(EVENT + next, null, step.name()), now);
    }
  }

  /** Where it stands; null if there is no such case. */
  CaseState state(Long key) {
    Case one = key == null ? null : cases.get(key);
    return one == null ? null : one.state;
  }

  void run() throws SQLException {
    Sql.Batch rows =
        turn.sql()
            .batch(
                "UPDATE transfer SET case_state = ?, case_heard = ?, case_changed = ? WHERE key = ?");
    for (Long key : changed) {
      rows.add(cases.get(key).state, cases.get(key).heard, now, key);
    }
    rows.run();
    changed.clear();
  }
}
