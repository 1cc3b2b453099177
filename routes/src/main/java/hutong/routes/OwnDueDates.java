package hutong.routes;

import hutong.routes.ledger.Confirmation;
import hutong.routes.ledger.InboundState;
import hutong.routes.ledger.TransferFacts;
import hutong.schemas.DueDate;
import hutong.schemas.RecordTypes;
import java.time.LocalDate;

/**
 * Computes once more, for what this node sent, by when its recipient owes an answer. That date
 * stands in this node's book whatever the receipt says, or leaves out.
 */
public final class OwnDueDates {

  private final RecordTypes types;
  private final Deadlines deadlines;

  public OwnDueDates(RecordTypes types, Deadlines deadlines) {
    this.types = types;
    this.deadlines = deadlines;
  }

  /** The receipt with the date as this node has it, and whether the two differ. */
  public Confirmation check(Confirmation said, TransferFacts sent) {
    return said.owing(refusedOnArrival(said) ? null : due(said, sent));
  }

  /** Then no answer is owed any more. */
  private static boolean refusedOnArrival(Confirmation said) {
    return said.transport() && said.outcome() == InboundState.REJECTED;
  }

  private DueDate due(Confirmation said, TransferFacts sent) {
    LocalDate receivedOn = LocalDate.ofInstant(said.receivedAt(), Deadlines.ZONE);
    return types
        .of(sent.type())
        .map(
            type ->
                said.due() == null
                    ? deadlines.due(type, sent.urgent(), receivedOn)
                    : deadlines.due(type, sent.urgent(), receivedOn, said.due().calendarVersion()))
        .orElse(null);
  }
}
