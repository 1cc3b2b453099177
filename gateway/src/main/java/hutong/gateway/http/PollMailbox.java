package hutong.gateway.http;

import hutong.gateway.systems.FollowRegistry;
import hutong.routes.ledger.Lease;
import hutong.routes.ledger.Ledger;
import hutong.schemas.dialects.Dialect;
import io.vertx.core.buffer.Buffer;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/**
 * Hands a local system what waits in its mailbox, and lets it wait for the next without a thread.
 */
final class PollMailbox {

  private static final int LONGEST_WAIT = 60;
  private static final int MOST_ITEMS = 500;
  private static final int USUAL_ITEMS = 100;
  private static final int SHORTEST_LEASE = 5;
  private static final int LONGEST_LEASE = 3_600;
  private static final int USUAL_LEASE = 120;

  private record Poll(Call call, int max, Duration lease, Dialect dialect, long endNanos) {}

  private final Ledger ledger;
  private final LedgerThreads threads;
  private final MailboxWaiters waiters;
  private final MailJson mail;
  private final InDialect inDialect;
  private final GivenLeases given;
  private final FollowRegistry follow;
  private final Clock clock;
  private final BooleanSupplier closing;
  private final Failures failures;

  PollMailbox(
      ApiParts parts,
      LedgerThreads threads,
      MailboxWaiters waiters,
      GivenLeases given,
      Failures failures,
      BooleanSupplier closing) {
    this.ledger = parts.ledger();
    this.threads = threads;
    this.waiters = waiters;
    this.mail = new MailJson(parts);
    this.inDialect = new InDialect(parts.dialects());
    this.given = given;
    this.follow = parts.follow();
    this.clock = parts.clock();
    this.closing = closing;
    this.failures = failures;
  }

  void poll(Call call) {
    if (call.retiring()) {
      throw new Refused(ApiCode.SYSTEM_REPLACED);
    }
    int wait = call.query("wait", 0, LONGEST_WAIT, 0);
    int max = call.query("max", 1, MOST_ITEMS, USUAL_ITEMS);
    int lease = call.query("lease", SHORTEST_LEASE, LONGEST_LEASE, USUAL_LEASE);
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(wait);
    look(new Poll(call, max, Duration.ofSeconds(lease), inDialect.of(call), end));
  }

  private void look(Poll poll) {
    Call call = poll.call();
    if (call.gone()) {
      return;
    }
    CompletableFuture<Void> ring = waiters.nextRing(call.system().name());
    threads
        .ask(call.context(), () -> lease(poll))
        .onSuccess(
            found ->
                found.ifPresentOrElse(
                    mailed -> call.answer(200, Answers.JSON, mailed), () -> wait(poll, ring)))
        .onFailure(fault -> failures.answer(call, fault));
  }

  private void wait(Poll poll, CompletableFuture<Void> ring) {
    Call call = poll.call();
    long left = TimeUnit.NANOSECONDS.toMillis(poll.endNanos() - System.nanoTime());
    if (left <= 0 || closing.getAsBoolean()) {
      call.nothing();
      return;
    }
    failures.guard(
        call,
        () -> waiters.await(call.context(), call.system().name(), ring, left, () -> look(poll)));
  }

  private Optional<Buffer> lease(Poll poll) {
    Instant now = clock.instant();
    String system = poll.call().system().name();
    if (!follow.settled(system)) {
      return Optional.empty();
    }
    Optional<Lease> lease = ledger.lease(system, poll.max(), now, now.plus(poll.lease()));
    lease.ifPresent(found -> given.remember(system, found, now));
    return lease.map(found -> mail.write(found, poll.dialect()));
  }
}
