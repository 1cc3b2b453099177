package hutong.gateway.node;

import hutong.gateway.systems.FollowRegistry;
import hutong.gateway.systems.SystemsFile;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Sees within a second that local systems have begun or ended, whoever changed the registry. */
final class RegistryWatch implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(RegistryWatch.class);
  private static final long EVERY_MS = 500;
  private static final long CLOSE_SECONDS = 10;

  /** What was chosen by the registry as it was may be written a moment after a change. */
  private static final int LOOKS_AFTER_CHANGE = 4;

  private static final int LOOKS_BETWEEN = 120;

  private final SystemsFile systems;
  private final FollowRegistry follow;
  private final ScheduledExecutorService looker =
      Executors.newSingleThreadScheduledExecutor(
          work -> {
            Thread thread = new Thread(work, "registry");
            thread.setDaemon(true);
            return thread;
          });

  private Object seen;
  private int due;
  private int since;

  RegistryWatch(SystemsFile systems, FollowRegistry follow) {
    this.systems = systems;
    this.follow = follow;
    var unused = looker.scheduleWithFixedDelay(this::look, 0, EVERY_MS, TimeUnit.MILLISECONDS);
  }

  @Override
  public void close() {
    looker.shutdown();
    try {
      if (!looker.awaitTermination(CLOSE_SECONDS, TimeUnit.SECONDS)) {
        looker.shutdownNow();
      }
    } catch (InterruptedException stop) {
      looker.shutdownNow();
      Thread.currentThread().interrupt();
    }
  }

  private void look() {
    try {
      Object now = systems.state();
      if (now != seen) {
        seen = now;
        due = LOOKS_AFTER_CHANGE;
      }
      if (due > 0 || ++since >= LOOKS_BETWEEN) {
        follow.follow();
        due = Math.max(0, due - 1);
        since = 0;
      }
    } catch (RuntimeException fault) {
      LOG.warn("The ledger could not follow the registry of systems; it is tried again", fault);
    }
  }
}
