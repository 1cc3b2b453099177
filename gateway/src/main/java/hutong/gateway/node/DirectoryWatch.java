package hutong.gateway.node;

import hutong.gateway.broker.NodeBrokers;
import hutong.gateway.places.LiveDivisions;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/** Takes newer keys, a newer directory and newer tables of divisions while the node runs. */
final class DirectoryWatch implements AutoCloseable {

  private static final long EVERY_SECONDS = 5;

  private final LiveKeys keys;
  private final LiveDirectory directory;
  private final LiveDivisions divisions;
  private final NodeBrokers brokers;
  private final ScheduledExecutorService looker =
      Executors.newSingleThreadScheduledExecutor(
          work -> {
            Thread thread = new Thread(work, "directory");
            thread.setDaemon(true);
            return thread;
          });

  DirectoryWatch(
      LiveKeys keys, LiveDirectory directory, LiveDivisions divisions, NodeBrokers brokers) {
    this.keys = keys;
    this.divisions = divisions;
    this.directory = directory;
    this.brokers = brokers;
    var unused =
        looker.scheduleWithFixedDelay(this::look, EVERY_SECONDS, EVERY_SECONDS, TimeUnit.SECONDS);
  }

  @Override
  public void close() {
    looker.shutdownNow();
  }

  private void look() {
    keys.look();
    divisions.look();
    directory.look();
    keys.trust(directory.get());
    brokers.look();
  }
}
