package hutong.gateway.http;

import hutong.certs.Directory;
import hutong.routes.ledger.Discrepancy;
import hutong.routes.ledger.Reconciled;
import hutong.routes.ledger.Reconciliation;
import java.io.IOException;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.function.Supplier;

/** Shows how the two books with a partner compare, and has them compared now. */
final class ReconcileBooks {

  private static final int MOST = 1_000;
  private static final int USUAL = 400;

  private record Found(Instant heard, List<Reconciled> hours, List<Discrepancy> differences) {}

  private final String node;
  private final Reconciliation books;
  private final Supplier<Directory> directory;
  private final LedgerThreads threads;
  private final Clock clock;
  private final Failures failures;

  ReconcileBooks(ApiParts parts, LedgerThreads threads, Failures failures) {
    this.node = parts.node();
    this.books = parts.ledger().reconciliation();
    this.directory = parts.directory();
    this.threads = threads;
    this.clock = parts.clock();
    this.failures = failures;
  }

  /** The answer comes from the partner, later. */
  void ask(Call call) {
    String partner = partner(call);
    JsonRequest.nothing(call);
    threads
        .ask(
            call.context(),
            () -> {
              books.wanted(partner, clock.instant());
              return partner;
            })
        .onSuccess(done -> call.json(202, out -> out.text("node", done)))
        .onFailure(fault -> failures.answer(call, fault));
  }

  void show(Call call) {
    String partner = partner(call);
    int max = call.query("max", 1, MOST, USUAL);
    threads
        .ask(
            call.context(),
            () ->
                new Found(
                    books.heard(partner).orElse(null),
                    books.standing(partner, max),
                    books.discrepancies(partner, max)))
        .onSuccess((Found found) -> show(call, partner, found))
        .onFailure(fault -> failures.answer(call, fault));
  }

  private void show(Call call, String partner, Found found) {
    call.json(
        200,
        out -> {
          out.text("node", partner);
          out.text("heard", found.heard());
          out.objects("hours", found.hours(), each -> hour(out, each));
          out.objects("differences", found.differences(), each -> difference(out, each));
        });
  }

  private void hour(JsonBody out, Reconciled each) throws IOException {
    out.text("sender", each.book().sender(node));
    out.text("hour", each.hour());
    out.number("here", each.here());
    out.number("there", each.there());
    out.text("state", each.state());
    out.text("comparedAt", each.at());
  }

  private static void difference(JsonBody out, Discrepancy each) throws IOException {
    out.text("id", each.id());
    out.text("hour", each.hour());
    out.text("here", String.valueOf(each.here()));
    out.text("there", String.valueOf(each.there()));
    out.text("found", each.found());
  }

  private String partner(Call call) {
    String partner = call.path("node");
    if (!Ids.node(partner)) {
      throw Refused.parameter("node");
    }
    if (partner.equals(node) || directory.get().member(partner).isEmpty()) {
      throw new Refused(ApiCode.NOT_FOUND);
    }
    return partner;
  }
}
