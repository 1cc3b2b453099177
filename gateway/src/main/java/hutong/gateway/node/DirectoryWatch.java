package hutong.gateway.node;

import hutong.gateway.broker.NodeBrokers;
import hutong.gateway.places.LiveDivisions;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes newer keys, a newer directory and newer tables of divisions while the node runs; a new
 * member gets its leg.
 */
final class DirectoryWatch implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(DirectoryWatch.class);
  private static final long EVERY_SECONDS = 5;

  private final LiveKeys keys;
  private final LiveDirectory directory;
  private final LiveDivisions divisions;
  private final NodeBrokers brokers;
  private final LegsRunner legs;
  private final ScheduledExecutorService looker =
      Executors.newSingleThreadScheduledExecutor(
          work -> {
            Thread thread = new Thread(work, "directory");
            thread.setDaemon(true);
            return thread;
          });

  DirectoryWatch(
      LiveKeys keys,
      LiveDirectory directory,
      LiveDivisions divisions,
      NodeBrokers brokers,
      LegsRunner legs) {
    this.keys = keys;
    this.divisions = divisions;
    this.directory = directory;
    this.brokers = brokers;
    this.legs = legs;
    var unused =
        looker.scheduleWithFixedDelay(this::look, EVERY_SECONDS, EVERY_SECONDS, TimeUnit.SECONDS);
  }

  @Override
  public void close() {
    looker.shutdownNow();
  }

  /** Adding a member's leg again does nothing, so one that failed is tried again. */
  private void look() {
    keys.look();
    divisions.look();
    directory.look();
    keys.trust(directory.get());
    brokers.look();
    directory
        .get()
        .members()
        .forEach(
            member -> {
              try {
                legs.legs().addDestination(legs.camel(), member.id());
              } catch (Exception fault) {
                LOG.error("No route to member {} could be added", member.id(), fault);
              }
            });
  }
}
