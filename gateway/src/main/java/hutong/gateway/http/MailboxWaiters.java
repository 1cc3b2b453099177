package hutong.gateway.http;

import hutong.routes.Bells;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

/**
 * Wakes calls that wait for mail: at the mailbox's next ring, or after a second. However many wait
 * and however long, one listener hangs on a ring. Event loop only.
 */
final class MailboxWaiters {

  private static final long LOOK_MS = 1_000;
  private static final int MOST_OF_ONE = 64;

  private static final class Waiting {
    private CompletableFuture<Void> heard;
    private final List<Waiter> waiters = new ArrayList<>();
  }

  private static final class Waiter {
    private final Runnable look;
    private long timer;

    Waiter(Runnable look) {
      this.look = look;
    }
  }

  private final Vertx vertx;
  private final Bells bells;
  private final Map<String, Waiting> bySystem = new HashMap<>();

  MailboxWaiters(Vertx vertx, Bells bells) {
    this.vertx = vertx;
    this.bells = bells;
  }

  /** To be taken before looking into the mailbox; then no ring is missed. */
  CompletableFuture<Void> nextRing(String system) {
    return bells.mailbox(system).nextRing();
  }

  /** Runs {@code look} once; at the latest after so many milliseconds. */
  void await(
      Context context, String system, CompletableFuture<Void> ring, long longest, Runnable look) {
    if (ring.isDone()) {
      look.run();
      return;
    }
    Waiting waiting = bySystem.computeIfAbsent(system, any -> new Waiting());
    if (waiting.waiters.size() >= MOST_OF_ONE) {
      throw new Refused(ApiCode.TOO_BUSY);
    }
    Waiter waiter = new Waiter(look);
    waiting.waiters.add(waiter);
    waiter.timer =
        vertx.setTimer(
            Math.max(1, Math.min(LOOK_MS, longest)),
            late -> {
              if (waiting.waiters.remove(waiter)) {
                look.run();
              }
            });
    if (ring != waiting.heard) {
      waiting.heard = ring;
      Future.fromCompletionStage(ring, context).onComplete(rung -> wakeAll(waiting));
    }
  }

  /** Lets everybody look at once, as at a stop of the node. */
  void wakeAll() {
    List.copyOf(bySystem.values()).forEach(this::wakeAll);
  }

  private void wakeAll(Waiting waiting) {
    List<Waiter> woken = List.copyOf(waiting.waiters);
    waiting.waiters.clear();
    for (Waiter waiter : woken) {
      vertx.cancelTimer(waiter.timer);
      waiter.look.run();
    }
  }
}
