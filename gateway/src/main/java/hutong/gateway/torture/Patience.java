package hutong.gateway.torture;

import hutong.gateway.http.ApiFailure;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;

/** Asks a node again until it answers: it may be dead, paused, or starting. */
final class Patience {

  private static final long PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(100);

  private final Duration longest;

  Patience(Duration longest) {
    this.longest = longest;
  }

  /** Throws {@link ApiFailure} if the node refuses it for good. */
  <T> T call(Supplier<Future<T>> attempt) throws InterruptedException {
    long end = System.nanoTime() + longest.toNanos();
    while (true) {
      try {
        return once(attempt);
      } catch (ApiFailure refused) {
        if (refused.status() < 500 && !refused.worthRepeating()) {
          throw refused;
        }
        giveUp(end, refused);
      } catch (IllegalStateException unreachable) {
        giveUp(end, unreachable);
      }
      LockSupport.parkNanos(PAUSE_NANOS);
    }
  }

  /** One attempt; throws {@link ApiFailure}, or IllegalStateException if no answer came. */
  static <T> T once(Supplier<Future<T>> attempt) throws InterruptedException {
    try {
      return attempt.get().toCompletionStage().toCompletableFuture().get();
    } catch (ExecutionException failed) {
      if (failed.getCause() instanceof ApiFailure refused) {
        throw refused;
      }
      throw new IllegalStateException("A node does not answer", failed.getCause());
    }
  }

  private static void giveUp(long end, RuntimeException last) {
    if (System.nanoTime() - end > 0) {
      throw last;
    }
  }
}
