package hutong.gateway.http;

import hutong.routes.ledger.Ledger;
import hutong.routes.ledger.TransferView;
import hutong.routes.ledger.Viewer;
import java.time.Clock;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/**
 * Answers where a record stands, and lets its caller wait, without a thread, until nothing more
 * happens to it by itself.
 */
final class AwaitRecord {

  private static final int LONGEST_WAIT = 60;

  /** Nothing rings for a single record: whoever waits looks once a second. */
  private static final CompletableFuture<Void> SILENT = new CompletableFuture<>();

  private record Question(Call call, UUID id, Viewer viewer, long endNanos) {}

  private final Ledger ledger;
  private final Clock clock;
  private final LedgerThreads threads;
  private final MailboxWaiters waiters;
  private final Failures failures;
  private final BooleanSupplier closing;

  AwaitRecord(
      ApiParts parts,
      LedgerThreads threads,
      MailboxWaiters waiters,
      Failures failures,
      BooleanSupplier closing) {
    this.ledger = parts.ledger();
    this.clock = parts.clock();
    this.threads = threads;
    this.waiters = waiters;
    this.failures = failures;
    this.closing = closing;
  }

  void find(Call call) {
    int wait = call.query("wait", 0, LONGEST_WAIT, 0);
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(wait);
    look(new Question(call, call.pathId("id"), call.viewer(), end));
  }

  private void look(Question asked) {
    Call call = asked.call();
    if (call.gone()) {
      return;
    }
    threads
        .ask(call.context(), () -> ledger.find(asked.id(), asked.viewer()))
        .onSuccess(found -> heard(asked, found))
        .onFailure(fault -> failures.answer(call, fault));
  }

  private void heard(Question asked, Optional<TransferView> found) {
    Call call = asked.call();
    if (found.isEmpty()) {
      call.refuse(new Refused(ApiCode.NOT_FOUND));
      return;
    }
    long left = TimeUnit.NANOSECONDS.toMillis(asked.endNanos() - System.nanoTime());
    if (left <= 0 || closing.getAsBoolean() || rests(found.get())) {
      call.json(200, out -> ViewJson.transfer(out, found.get(), clock.instant()));
      return;
    }
    failures.guard(
        call,
        () ->
            waiters.await(
                call.context(), "record " + call.asker(), SILENT, left, () -> look(asked)));
  }

  /** Whether it has ended, or waits for a person. */
  private static boolean rests(TransferView view) {
    return view.owner() == null || view.owner().equals("a person");
  }
}
