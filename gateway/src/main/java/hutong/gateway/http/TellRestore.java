package hutong.gateway.http;

import hutong.certs.Directory;
import hutong.certs.Member;
import hutong.routes.Bells;
import hutong.routes.ledger.Ledger;
import hutong.routes.ledger.Restores;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/** Says whether this ledger was restored from a backup, and who has yet to give back the rest. */
final class TellRestore {

  private final Ledger ledger;
  private final Supplier<Directory> directory;
  private final LedgerThreads threads;
  private final Bells bells;
  private final Clock clock;
  private final Failures failures;

  TellRestore(ApiParts parts, LedgerThreads threads, Failures failures) {
    this.ledger = parts.ledger();
    this.directory = parts.directory();
    this.threads = threads;
    this.bells = parts.bells();
    this.clock = parts.clock();
    this.failures = failures;
  }

  private record Standing(Restores.Restored restored, List<String> awaited) {}

  void tell(Call call) {
    threads
        .ask(call.context(), this::standing)
        .onSuccess((Standing found) -> answer(call, found))
        .onFailure(fault -> failures.answer(call, fault));
  }

  private Standing standing() {
    Optional<Restores.Restored> newest = ledger.restores().newest();
    if (newest.isEmpty()) {
      return new Standing(null, List.of());
    }
    List<String> awaited =
        directory.get().members().stream()
            .map(Member::id)
            .filter(member -> ledger.restores().awaits(member))
            .toList();
    return new Standing(newest.get(), awaited);
  }

  private static void answer(Call call, Standing found) {
    call.json(
        200,
        out -> {
          out.flag("restored", found.restored != null);
          if (found.restored != null) {
            out.number("epoch", found.restored.epoch());
            out.text("postAgainFrom", found.restored.point());
            out.text("restoredAt", found.restored.at());
          }
          out.texts("awaited", found.awaited);
        });
  }

  /** An operator goes on without what a member knows. */
  void waive(Call call) {
    String node = call.path("node");
    if (!Ids.node(node)) {
      throw Refused.parameter("node");
    }
    JsonRequest.nothing(call);
    threads
        .ask(call.context(), () -> ledger.restores().waive(node, clock.instant()))
        .onSuccess(
            (Boolean waived) -> {
              bells.received().ring();
              bells.outbox(node).ring();
              call.json(
                  200,
                  out -> {
                    out.text("node", node);
                    out.text("result", waived ? "DONE" : "ALREADY");
                  });
            })
        .onFailure(fault -> failures.answer(call, fault));
  }
}
