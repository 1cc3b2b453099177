package hutong.gateway.watch;

import hutong.routes.ledger.Destination;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Looks at the routes every few seconds; a look that fails is not taken down. */
public final class Lookout implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(Lookout.class);

  private final RouteHistory history;
  private final Supplier<List<Destination>> standings;
  private final ScheduledExecutorService looker =
      Executors.newSingleThreadScheduledExecutor(
          work -> {
            Thread thread = new Thread(work, "route-history");
            thread.setDaemon(true);
            return thread;
          });

  public Lookout(RouteHistory history, Supplier<List<Destination>> standings) {
    this.history = history;
    this.standings = standings;
    int every = RouteHistory.EVERY_SECONDS;
    var unused = looker.scheduleWithFixedDelay(this::look, 1, every, TimeUnit.SECONDS);
  }

  private void look() {
    try {
      history.look(standings.get());
    } catch (RuntimeException fault) {
      LOG.warn("The routes could not be looked at: {}", fault.getClass().getName());
    }
  }

  @Override
  public void close() {
    looker.shutdownNow();
  }
}
