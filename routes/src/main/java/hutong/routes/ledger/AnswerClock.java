package hutong.routes.ledger;

import hutong.schemas.DueDate;
import java.time.Instant;

/**
 * The clock of an answer that is owed. Overdue is what it shows, never a state of the transfer.
 *
 * @param end when the due day is over where the debtor is
 * @param answered when the debtor signed its answer; null while it owes one
 */
public record AnswerClock(DueDate due, Instant end, Instant answered, Urged urged) {

  /** What the debtor's own node has done about it. */
  public enum Urged {
    NOT_YET,
    REMINDED,
    ESCALATED
  }

  /** How it stands. */
  public enum Flag {
    DUE,
    OVERDUE,
    IN_TIME,
    /** Answered after the due day: for ever. */
    LATE
  }

  public Flag flag(Instant now) {
    if (answered == null) {
      return now.isBefore(end) ? Flag.DUE : Flag.OVERDUE;
    }
    return answered.isBefore(end) ? Flag.IN_TIME : Flag.LATE;
  }
}
