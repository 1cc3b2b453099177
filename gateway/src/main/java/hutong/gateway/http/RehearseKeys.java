package hutong.gateway.http;

import hutong.routes.ledger.Ledger;
import hutong.routes.ledger.Rehearsals.Rehearsal;
import java.util.List;
import java.util.OptionalInt;

/** Has partners asked about the keys that wait, and says what each answered. */
final class RehearseKeys {

  private final Ledger ledger;
  private final Rehearse rehearse;
  private final LedgerThreads threads;
  private final Failures failures;

  RehearseKeys(ApiParts parts, LedgerThreads threads, Failures failures) {
    this.ledger = parts.ledger();
    this.rehearse = parts.rehearse();
    this.threads = threads;
    this.failures = failures;
  }

  void ask(Call call) {
    JsonRequest.nothing(call);
    threads
        .ask(call.context(), rehearse::ask)
        .onSuccess(
            (OptionalInt asked) ->
                call.json(
                    200,
                    out -> {
                      out.text("result", asked.isPresent() ? "ASKED" : "NO_KEYS_WAIT");
                      out.number("asked", asked.orElse(0));
                    }))
        .onFailure(fault -> failures.answer(call, fault));
  }

  void tell(Call call) {
    threads
        .ask(call.context(), () -> ledger.rehearsals().all())
        .onSuccess(
            (List<Rehearsal> found) ->
                call.json(
                    200,
                    out ->
                        out.objects(
                            "items",
                            found,
                            each -> {
                              out.text("node", each.partner());
                              out.text("asked", each.asked());
                              out.text("answered", each.answered());
                              out.text("verdict", each.verdict());
                              out.number("directoryVersion", each.directoryVersion());
                            })))
        .onFailure(fault -> failures.answer(call, fault));
  }
}
