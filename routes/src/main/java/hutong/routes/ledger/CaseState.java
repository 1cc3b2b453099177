package hutong.routes.ledger;

import hutong.schemas.CaseStep;
import java.util.Optional;

/**
 * Where a case stands: something that one side has asked for and both sides follow. Both keep it by
 * the same table, from what they exchange, so they agree once nothing is under way: whatever would
 * leave them apart is refused where it is said. Overdue is a flag, never a state.
 */
public enum CaseState {
  OPEN("the one who was asked"),
  IN_PROGRESS("the one who was asked"),
  AWAITING_CLARIFICATION("the one who asked"),
  ANSWERED("the one who asked"),
  CLOSED(null),
  FORWARDED(null),
  WITHDRAWN(null);

  private final String turn;

  CaseState(String turn) {
    this.turn = turn;
  }

  /** Whose turn it is; null if nobody's. */
  public String turn() {
    return turn;
  }

  /**
   * Where a step leads from here; empty if it is out of cycle. What is told twice, or by a receipt
   * that is late, changes nothing.
   */
  public Optional<CaseState> after(CaseStep step) {
    return Optional.ofNullable(
        switch (this) {
          case OPEN, IN_PROGRESS -> afterAsked(step);
          case AWAITING_CLARIFICATION -> afterAskedBack(step);
          case ANSWERED -> afterAnswer(step);
          case CLOSED -> afterEnd(step);
          case FORWARDED -> step == CaseStep.RETURN ? IN_PROGRESS : stays(step == CaseStep.TAKE);
          case WITHDRAWN -> stays(step == CaseStep.TAKE);
        });
  }

  private CaseState afterAsked(CaseStep step) {
    return switch (step) {
      case TAKE -> IN_PROGRESS;
      case ASK_BACK -> AWAITING_CLARIFICATION;
      case ANSWER -> ANSWERED;
      case FORWARD -> FORWARDED;
      case WITHDRAW -> WITHDRAWN;
      case DECIDE, REFUSE, LAPSE -> CLOSED;
      case REMIND, CORRECT -> this;
      case CLARIFY -> IN_PROGRESS;
      case SETTLE, RETURN -> null;
    };
  }

  private CaseState afterAskedBack(CaseStep step) {
    return switch (step) {
      case CLARIFY -> IN_PROGRESS;
      case TAKE -> this;
      case REMIND -> null;
      default -> afterAsked(step);
    };
  }

  /** What was said stays open to correction. */
  private CaseState afterEnd(CaseStep step) {
    return stays(step == CaseStep.SETTLE || step == CaseStep.TAKE || step == CaseStep.CORRECT);
  }

  private CaseState stays(boolean inCycle) {
    return inCycle ? this : null;
  }

  private CaseState afterAnswer(CaseStep step) {
    return switch (step) {
      case SETTLE -> CLOSED;
      case RETURN -> IN_PROGRESS;
      case TAKE, CORRECT -> this;
      default -> null;
    };
  }
}
