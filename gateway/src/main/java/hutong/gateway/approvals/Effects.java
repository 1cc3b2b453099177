package hutong.gateway.approvals;

import hutong.routes.EraseRecord;
import hutong.routes.ledger.BulkOperations;
import hutong.routes.ledger.ErasureReason;
import hutong.routes.ledger.Ledger;
import hutong.routes.ledger.Proposals.Proposal;
import hutong.routes.submit.RedirectRecord;
import java.time.Clock;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.UnaryOperator;

/**
 * Does what was approved, each in a way that doing it twice is as doing it once.
 *
 * @param release takes an envelope out of quarantine, by its digest, and says what became of it
 * @param begun told when an operation on many records is to run
 */
public record Effects(
    Ledger ledger,
    UnaryOperator<String> release,
    EraseRecord erase,
    RedirectRecord redirect,
    Runnable begun,
    Clock clock) {

  private static final Set<BulkOperations.State> HAS_RUN =
      EnumSet.of(
          BulkOperations.State.RUNNING, BulkOperations.State.PAUSED, BulkOperations.State.DONE);

  /** Says in stable words what came of it. */
  String carryOut(Proposal one) {
    return switch (one.kind()) {
      case RELEASE -> release.apply(one.about());
      case DISCARD -> ledger.discardQuarantined(one.about()) ? "DONE" : "GONE";
      case REDIRECT -> redirect.redirect(id(one), one.parameters().get("node")).name();
      case ERASE ->
          erase
              .erase(
                  id(one),
                  one.parameters().get("sender"),
                  ErasureReason.valueOf(one.reason().name()))
              .name();
      case RUN -> run(one);
    };
  }

  private static UUID id(Proposal one) {
    return UUID.fromString(one.about());
  }

  /** What runs, or has run, was let run by this: a pause is somebody's later will. */
  private String run(Proposal one) {
    Optional<BulkOperations.View> found = ledger.operations().find(id(one));
    if (found.filter(each -> HAS_RUN.contains(each.state())).isPresent()) {
      return "DONE";
    }
    long first = Long.parseLong(one.parameters().getOrDefault("first", "0"));
    if (!ledger.operations().run(id(one), first, clock.instant())) {
      return "OPERATION_NOT_SO";
    }
    begun.run();
    return "DONE";
  }
}
