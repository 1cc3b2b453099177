package hutong.gateway.ledger;

import hutong.routes.ledger.CaseState;
import hutong.schemas.CaseStep;
import hutong.schemas.RecordTypes;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Collection;
import java.util.Objects;

/**
 * Takes the steps that the decisions on records are to cases, at whoever decides and asks alike.
 */
final class CaseDeciding {
  private final RecordTypes types;
  private final Cases cases;
  private final CustodyBook custody;

  CaseDeciding(Turn turn, RecordTypes types, Instant now) {
    this.types = types;
    this.cases = new Cases(turn, now);
    this.custody = new CustodyBook(turn, now);
  }

  void load(Collection<CaseLink> links) throws SQLException {
    cases.load(links.stream().map(CaseLink::decides).filter(Objects::nonNull).toList());
  }

  /**
   * Whether it may be decided so: a withdrawal can't be accepted once the answer has left, and what
   * was answered or sent on can't be rejected.
   */
  boolean may(CaseLink link, boolean accept) {
    if (accept) {
      return link.step() != CaseStep.WITHDRAW || cases.allows(link.of(), CaseStep.WITHDRAW);
    }
    CaseState state = link.opens() ? cases.state(link.key()) : null;
    return state != CaseState.ANSWERED && state != CaseState.FORWARDED;
  }

  /** A decision that is made here. */
  void decided(CaseLink link, boolean accepted) throws SQLException {
    if (link.opens()) {
      cases.take(link.key(), accepted ? taken(link) : CaseStep.REFUSE);
      if (!accepted) {
        custody.keep(link.key());
      }
    } else if (link.step() == CaseStep.ANSWER && accepted) {
      cases.take(link.of(), CaseStep.SETTLE);
    } else if (!accepted && link.step() != CaseStep.CLARIFY && undone(link)) {
      cases.take(link.of(), CaseUndoing.back(link.step()));
    } else if (link.step() == CaseStep.WITHDRAW && accepted) {
      cases.take(link.of(), CaseStep.WITHDRAW);
      custody.keep(link.of());
    }
  }

  /** It did arrive, after it had been given up. */
  void arrived(CaseLink link) {
    if (undone(link)) {
      cases.take(link.of(), link.step());
    }
  }

  private static boolean undone(CaseLink link) {
    return CaseUndoing.back(link.step()) != null;
  }

  /** A decision that its recipient has made about what was sent from here. */
  void heard(CaseLink link, boolean accepted) throws SQLException {
    if (link.step() == CaseStep.WITHDRAW && accepted) {
      cases.withdraw(link.of());
    }
    decided(link, accepted);
  }

  private CaseStep taken(CaseLink link) {
    boolean answered =
        types.of(link.type()).filter(type -> !type.answeredBy().isEmpty()).isPresent();
    return answered ? CaseStep.TAKE : CaseStep.DECIDE;
  }

  void run() throws SQLException {
    cases.run();
  }
}
