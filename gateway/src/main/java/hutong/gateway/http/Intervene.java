package hutong.gateway.http;

import hutong.routes.Bells;
import hutong.routes.ledger.Intervened;
import hutong.routes.ledger.Ledger;
import hutong.routes.ledger.Viewer;
import hutong.routes.submit.NameRecipient;
import java.time.Clock;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;

/** What somebody does with a record of this node that does not go its way by itself. */
final class Intervene {

  private final String node;
  private final Ledger ledger;
  private final NameRecipient nameRecipient;
  private final LedgerThreads threads;
  private final Bells bells;
  private final Clock clock;
  private final Failures failures;

  Intervene(ApiParts parts, LedgerThreads threads, Failures failures) {
    this.node = parts.node();
    this.ledger = parts.ledger();
    this.nameRecipient = parts.nameRecipient();
    this.threads = threads;
    this.bells = parts.bells();
    this.clock = parts.clock();
    this.failures = failures;
  }

  void abandon(Call call) {
    UUID id = call.pathId("id");
    JsonRequest.nothing(call);
    settle(call, id, ApiCode.ALREADY_ENDED, () -> ledger.abandon(id, clock.instant()));
  }

  void withdraw(Call call) {
    UUID id = call.pathId("id");
    JsonRequest.nothing(call);
    String system = call.system().name();
    settle(call, id, ApiCode.ALREADY_SENT, () -> ledger.withdraw(id, system, clock.instant()));
  }

  void retry(Call call) {
    UUID id = call.pathId("id");
    JsonRequest.nothing(call);
    settle(call, id, ApiCode.NOT_RETRYABLE, () -> ledger.retry(id, clock.instant()));
  }

  void address(Call call) {
    UUID id = call.pathId("id");
    String to = JsonRequest.recipient(call).node();
    if (!Ids.node(to)) {
      throw new Refused(ApiCode.BODY_INVALID, List.of("/node"));
    }
    Viewer viewer = call.viewer();
    settle(call, id, ApiCode.NOT_AWAITING_ADDRESS, () -> nameRecipient.name(id, to, viewer));
  }

  private void settle(Call call, UUID id, ApiCode tooLate, Callable<Intervened> asked) {
    threads
        .ask(call.context(), asked)
        .onSuccess((Intervened result) -> answer(call, id, tooLate, result))
        .onFailure(fault -> failures.answer(call, fault));
  }

  private void answer(Call call, UUID id, ApiCode tooLate, Intervened result) {
    switch (result) {
      case DONE, ALREADY -> {
        bells.ringOutboxes();
        call.json(
            200,
            out -> {
              out.text("from", node);
              out.text("id", id);
              out.text("result", result);
            });
      }
      case UNKNOWN -> call.refuse(new Refused(ApiCode.NOT_FOUND));
      case TOO_LATE -> call.refuse(new Refused(tooLate));
      case SIGNED -> call.refuse(new Refused(ApiCode.ALREADY_SENT));
      case EXPIRED -> call.refuse(new Refused(ApiCode.TRANSFER_EXPIRED));
      case SEVERAL -> call.refuse(new Refused(ApiCode.BODY_INVALID, List.of("/sender")));
      case NOT_A_CANDIDATE -> call.refuse(new Refused(ApiCode.NOT_A_CANDIDATE, List.of("/node")));
    }
  }
}
