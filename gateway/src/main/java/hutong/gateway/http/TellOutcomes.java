package hutong.gateway.http;

import hutong.routes.ledger.Outcomes;
import hutong.routes.ledger.Outcomes.Outcome;
import java.io.IOException;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/**
 * Tells a local system what became of what it posted, in the order in which that was written, from
 * where it left off; it may wait for the next without a thread.
 */
final class TellOutcomes {

  private static final int LONGEST_WAIT = 60;
  private static final int MOST = 1_000;
  private static final int USUAL = 100;

  /** Nothing rings: whoever waits looks once a second. */
  private static final CompletableFuture<Void> SILENT = new CompletableFuture<>();

  private record Question(Call call, long after, int max, long endNanos) {}

  private final Outcomes outcomes;
  private final LedgerThreads threads;
  private final MailboxWaiters waiters;
  private final Failures failures;
  private final BooleanSupplier closing;

  TellOutcomes(
      ApiParts parts,
      LedgerThreads threads,
      MailboxWaiters waiters,
      Failures failures,
      BooleanSupplier closing) {
    this.outcomes = parts.ledger().outcomes();
    this.threads = threads;
    this.waiters = waiters;
    this.failures = failures;
    this.closing = closing;
  }

  void tell(Call call) {
    int wait = call.query("wait", 0, LONGEST_WAIT, 0);
    int max = call.query("max", 1, MOST, USUAL);
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(wait);
    String since = call.query("since");
    if (since == null) {
      look(new Question(call, cursor(call.query("after")), max, end));
      return;
    }
    if (call.query("after") != null) {
      throw Refused.parameter("since");
    }
    Instant instant = instant(since);
    threads
        .ask(call.context(), () -> outcomes.since(call.system().name(), instant))
        .onSuccess((Long after) -> look(new Question(call, after, max, end)))
        .onFailure(fault -> failures.answer(call, fault));
  }

  private static long cursor(String given) {
    if (given == null) {
      return 0;
    }
    try {
      long number = given.length() > 18 ? -1 : Long.parseLong(given);
      if (number >= 0) {
        return number;
      }
    } catch (NumberFormatException notANumber) {
      throw Refused.parameter("after");
    }
    throw Refused.parameter("after");
  }

  private static Instant instant(String given) {
    try {
      return Instant.parse(given);
    } catch (DateTimeParseException fault) {
      throw Refused.parameter("since");
    }
  }

  private void look(Question asked) {
    Call call = asked.call();
    if (call.gone()) {
      return;
    }
    threads
        .ask(call.context(), () -> outcomes.after(call.system().name(), asked.after(), asked.max()))
        .onSuccess((List<Outcome> found) -> heard(asked, found))
        .onFailure(fault -> failures.answer(call, fault));
  }

  private void heard(Question asked, List<Outcome> found) {
    Call call = asked.call();
    long left = TimeUnit.NANOSECONDS.toMillis(asked.endNanos() - System.nanoTime());
    if (found.isEmpty() && left > 0 && !closing.getAsBoolean()) {
      failures.guard(
          call,
          () ->
              waiters.await(
                  call.context(), "outcomes " + call.asker(), SILENT, left, () -> look(asked)));
      return;
    }
    long next = found.isEmpty() ? asked.after() : found.get(found.size() - 1).number();
    call.json(
        200,
        out -> {
          out.objects("items", found, each -> write(out, each));
          out.text("next", Long.toString(next));
        });
  }

  static void write(JsonBody out, Outcome each) throws IOException {
    out.text("cursor", Long.toString(each.number()));
    out.text("id", each.id());
    out.text("type", each.type());
    out.text("state", each.what());
    out.text("code", each.code());
    out.text("at", each.at());
  }
}
