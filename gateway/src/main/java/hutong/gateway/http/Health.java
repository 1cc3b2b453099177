package hutong.gateway.http;

import hutong.routes.ledger.Ledger;
import java.util.function.BooleanSupplier;

/**
 * Tells an orchestrator whether this process lives, and whether it can serve: its own ledger has to
 * answer. Partners that are down are no fault of this node.
 */
final class Health {

  private final Ledger ledger;
  private final LedgerThreads threads;
  private final BooleanSupplier closing;
  private final Failures failures;
  private final LogFault log;

  Health(
      Ledger ledger,
      LedgerThreads threads,
      Failures failures,
      LogFault log,
      BooleanSupplier closing) {
    this.ledger = ledger;
    this.threads = threads;
    this.failures = failures;
    this.log = log;
    this.closing = closing;
  }

  void live(Call call) {
    call.json(200, out -> out.text("status", "UP"));
  }

  void ready(Call call) {
    if (closing.getAsBoolean()) {
      throw new Refused(ApiCode.UNAVAILABLE);
    }
    threads
        .ask(call.context(), () -> ledger.alarms(1).size())
        .onSuccess(answered -> call.json(200, out -> out.text("status", "UP")))
        .onFailure(
            fault -> {
              if (!(fault instanceof Refused)) {
                log.of(call.id(), fault);
              }
              failures.answer(call, new Refused(ApiCode.UNAVAILABLE));
            });
  }
}
