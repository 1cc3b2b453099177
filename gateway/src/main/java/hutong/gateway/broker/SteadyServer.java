package hutong.gateway.broker;

import java.io.IOException;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.apache.activemq.artemis.core.server.ActiveMQServer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A broker that goes on: it stops itself when its journal can't be written, as on a full disk, and
 * is made anew until it can; what it had confirmed is on disk.
 */
public final class SteadyServer implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(SteadyServer.class);
  private static final long BETWEEN_STARTS_MS = 2_000;
  private static final long LONGEST_START_MS = 5_000;

  /** Makes a server, and starts none. */
  @FunctionalInterface
  public interface Maker {
    ActiveMQServer make() throws Exception;
  }

  private final Maker maker;
  private final ScheduledExecutorService restarts =
      Executors.newSingleThreadScheduledExecutor(SteadyServer::restarter);
  private volatile ActiveMQServer server;
  private volatile ActiveMQServer failed;

  /** Starts it; it may not be active by then: then its fault is logged, not thrown. */
  public SteadyServer(Maker maker) throws Exception {
    this.maker = maker;
    start();
    if (isActive()) {
      var unused =
          restarts.scheduleWithFixedDelay(
              this::startAgainIfFailed,
              BETWEEN_STARTS_MS,
              BETWEEN_STARTS_MS,
              TimeUnit.MILLISECONDS);
    }
  }

  /** The one that runs at present. */
  public ActiveMQServer now() {
    return server;
  }

  /** Whether it takes and gives messages now. */
  public boolean isActive() {
    return server.isActive();
  }

  private void start() throws Exception {
    ActiveMQServer next = maker.make();
    next.registerIOCriticalErrorListener(
        (cause, message, file) -> {
          LOG.error("The broker's journal could not be written: it is started again");
          failed = next;
        });
    server = next;
    next.start();
  }

  /**
   * A server that failed stops by itself, and is of no use after; it may still be at it. One fault
   * may be told several times: only the server that had it is replaced.
   */
  private void startAgainIfFailed() {
    if (failed != server) {
      return;
    }
    try {
      server.stop();
      if (server.getState() == ActiveMQServer.SERVER_STATE.STOPPED) {
        start();
      }
    } catch (Exception fault) {
      LOG.warn("The broker did not start again", fault);
    }
    if (!isActive()) {
      failed = server;
    } else if (failed != server) {
      LOG.info("The broker has started again");
    }
  }

  private static Thread restarter(Runnable work) {
    Thread thread = new Thread(work, "broker-restarts");
    thread.setDaemon(true);
    return thread;
  }

  @Override
  public void close() throws IOException {
    restarts.shutdownNow();
    try {
      if (!restarts.awaitTermination(LONGEST_START_MS, TimeUnit.MILLISECONDS)) {
        LOG.warn("The broker was being started again");
      }
      server.stop();
    } catch (Exception fault) {
      throw new IOException("The broker did not stop cleanly", fault);
    }
  }
}
