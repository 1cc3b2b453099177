package hutong.gateway.operations;

import hutong.routes.ledger.BulkOperations;
import hutong.routes.ledger.BulkOperations.Redirecting;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Works off what operators have let run, a part at a time, never more than so many records a
 * second: what comes in meanwhile is not kept waiting. It knows nothing itself: after a crash, or
 * in another process, it goes on where the ledger says.
 */
public final class RunOperations implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(RunOperations.class);
  private static final int PARTS_A_SECOND = 10;
  private static final long LOOK_MS = 1_000;
  private static final long CLOSE_SECONDS = 10;

  /** One that has ended, with what became of each record. */
  public static final Duration KEPT = Duration.ofDays(90);

  private static final int FORGOTTEN_TOGETHER = 1_000;

  private final BulkOperations operations;
  private final Redirecting redirecting;
  private final Runnable moved;
  private final int part;
  private final Clock clock;
  private final ScheduledExecutorService worker =
      Executors.newSingleThreadScheduledExecutor(
          work -> {
            Thread thread = new Thread(work, "operations");
            thread.setDaemon(true);
            return thread;
          });

  /**
   * @param redirecting says which records may go to another node
   * @param moved told when records may have something due
   * @param perSecond most records a second
   */
  public RunOperations(
      BulkOperations operations,
      Redirecting redirecting,
      Runnable moved,
      int perSecond,
      Clock clock) {
    this.operations = operations;
    this.redirecting = redirecting;
    this.moved = moved;
    this.part = Math.max(1, perSecond / PARTS_A_SECOND);
    this.clock = clock;
    later(LOOK_MS);
  }

  /** Something is to run: it is looked at now. */
  public void begun() {
    if (!worker.isShutdown()) {
      worker.execute(this::work);
    }
  }

  private void look() {
    boolean busy = work();
    later(busy ? LOOK_MS / PARTS_A_SECOND : LOOK_MS);
  }

  private boolean work() {
    try {
      int looked = operations.work(part, redirecting, clock.instant());
      if (looked > 0) {
        moved.run();
        return true;
      }
      if (ThreadLocalRandom.current().nextInt(60) == 0) {
        operations.forget(clock.instant().minus(KEPT), FORGOTTEN_TOGETHER);
      }
    } catch (RuntimeException fault) {
      LOG.warn("An operation could not go on; it is tried again", fault);
    }
    return false;
  }

  private void later(long ms) {
    if (!worker.isShutdown()) {
      var unused = worker.schedule(this::look, ms, TimeUnit.MILLISECONDS);
    }
  }

  @Override
  public void close() {
    worker.shutdownNow();
    try {
      if (!worker.awaitTermination(CLOSE_SECONDS, TimeUnit.SECONDS)) {
        LOG.warn("An operation did not stop in time");
      }
    } catch (InterruptedException stop) {
      Thread.currentThread().interrupt();
    }
  }
}
