package hutong.routes.ledger;

import hutong.schemas.DueDate;
import java.time.LocalDate;

/**
 * A record for which an answer is owed by a day, and has not come.
 *
 * @param outbound whether it is owed to this node, which sent it; else this node owes it
 * @param state where the record stands
 * @param of where its case stands; null if its decision is the answer and no case was opened
 */
public record Owed(TransferFacts facts, boolean outbound, String state, CaseView of, DueDate due) {

  /** A flag, never a state: on the day itself there is still time. */
  public boolean overdueOn(LocalDate day) {
    return due.date().isBefore(day);
  }
}
