package hutong.gateway.http;

import hutong.routes.Deadlines;
import hutong.routes.ledger.Ledger;
import hutong.routes.ledger.Owed;
import hutong.routes.ledger.Viewer;
import java.io.IOException;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.List;

/** Lists what an answer is owed for, and since when it is overdue. */
final class ListDeadlines {

  private static final int MOST = 1_000;
  private static final int USUAL = 100;

  private final Ledger ledger;
  private final LedgerThreads threads;
  private final Clock clock;
  private final Failures failures;

  ListDeadlines(ApiParts parts, LedgerThreads threads, Failures failures) {
    this.ledger = parts.ledger();
    this.threads = threads;
    this.clock = parts.clock();
    this.failures = failures;
  }

  void list(Call call) {
    LocalDate today = LocalDate.ofInstant(clock.instant(), Deadlines.ZONE);
    LocalDate until = until(call, today);
    int max = call.query("max", 1, MOST, USUAL);
    Viewer viewer = call.viewer();
    threads
        .ask(call.context(), () -> ledger.owed(until, viewer, max))
        .onSuccess(
            (List<Owed> found) ->
                call.json(
                    200,
                    out -> {
                      out.text("today", today);
                      out.objects("items", found, each -> write(out, each, today));
                    }))
        .onFailure(fault -> failures.answer(call, fault));
  }

  /** Whatever the day, if none is asked for. */
  private static LocalDate until(Call call, LocalDate today) {
    String text = call.query("until");
    if (text == null) {
      return today.plusYears(1);
    }
    try {
      return LocalDate.parse(text);
    } catch (DateTimeException noDay) {
      throw Refused.parameter("until");
    }
  }

  private static void write(JsonBody out, Owed one, LocalDate today) throws IOException {
    out.text("id", one.facts().id());
    out.text("direction", one.outbound() ? "OUT" : "IN");
    out.text("from", one.facts().from());
    out.text("to", one.facts().to());
    out.text("type", one.facts().type());
    out.flag("urgent", one.facts().urgent());
    out.text("state", one.state());
    out.object("case", one.of(), of -> ViewJson.of(out, of));
    out.object("due", one.due(), due -> ViewJson.due(out, due));
    out.flag("overdue", one.overdueOn(today));
  }
}
