package hutong.routes;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicReference;

/**
 * Tells who waits that there may be work. Only a hint: a ring may be missed by another process, so
 * everybody who waits also looks for himself from time to time.
 */
public final class Bell {

  private final AtomicReference<CompletableFuture<Void>> next =
      new AtomicReference<>(new CompletableFuture<>());

  private final Runnable heard;

  public Bell() {
    this(() -> {});
  }

  /**
   * One that somebody hears without waiting for it.
   *
   * @param heard done at each ring, before whoever waits goes on
   */
  Bell(Runnable heard) {
    this.heard = heard;
  }

  public void ring() {
    heard.run();
    next.getAndSet(new CompletableFuture<>()).complete(null);
  }

  /** Completes at the next ring; take it before looking for work, then no ring is missed. */
  public CompletableFuture<Void> nextRing() {
    return next.get();
  }

  /** Waits for a ring, at most so long. */
  public static void await(CompletableFuture<Void> ring, Duration longest)
      throws InterruptedException {
    try {
      ring.get(longest.toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException nothingRang) {
      // Then whoever waits looks for himself.
    } catch (ExecutionException impossible) {
      throw new IllegalStateException(impossible);
    }
  }
}
