package hutong.gateway.queues;

import hutong.gateway.http.SideDoor;
import hutong.gateway.systems.ApiKeys;
import hutong.routes.LocalSystem;
import hutong.routes.LocalSystems;
import hutong.routes.ledger.Outcomes;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.apache.activemq.artemis.api.core.TransportConfiguration;
import org.apache.activemq.artemis.api.core.client.ActiveMQClient;
import org.apache.activemq.artemis.api.core.client.ClientSessionFactory;
import org.apache.activemq.artemis.api.core.client.ServerLocator;
import org.apache.activemq.artemis.core.remoting.impl.invm.InVMConnectorFactory;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The queues of all local systems of a node: the broker, and for each system one worker that takes
 * what it posts and gives it what it is to know. Systems that come and go are seen within seconds.
 */
public final class SystemQueues implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(SystemQueues.class);
  private static final long LOOK_MS = 1_000;

  private final SystemsBroker broker;
  private final ServerLocator locator;
  private final ClientSessionFactory sessions;
  private final SideDoor door;
  private final Outcomes outcomes;
  private final LocalSystems systems;
  private final Map<String, SystemWorker> workers = new HashMap<>();
  private final ScheduledExecutorService looker =
      Executors.newSingleThreadScheduledExecutor(
          work -> {
            Thread thread = new Thread(work, "queues");
            thread.setDaemon(true);
            return thread;
          });

  /**
   * Starts them.
   *
   * @param inVmId names the broker inside the process; another than any other broker's
   */
  public SystemQueues(
      QueueSettings settings,
      int inVmId,
      ApiKeys keys,
      LocalSystems systems,
      SideDoor door,
      Outcomes outcomes)
      throws IOException {
    this.systems = systems;
    this.door = door;
    this.outcomes = outcomes;
    this.broker = new SystemsBroker(settings, inVmId, keys);
    try {
      this.locator =
          ActiveMQClient.createServerLocatorWithoutHA(
                  new TransportConfiguration(
                      InVMConnectorFactory.class.getName(), Map.of("serverId", inVmId)))
              .setBlockOnDurableSend(false)
              .setReconnectAttempts(-1);
      this.sessions = locator.createSessionFactory();
    } catch (Exception fault) {
      broker.close();
      throw new IOException("The queues for local systems did not start", fault);
    }
    look();
    var unused = looker.scheduleWithFixedDelay(this::look, LOOK_MS, LOOK_MS, TimeUnit.MILLISECONDS);
  }

  public int port() {
    return broker.port();
  }

  private void look() {
    try {
      broker.closeStrangers();
      for (LocalSystem each : systems.all()) {
        SystemWorker worker = workers.get(each.name());
        if (worker == null) {
          broker.makeQueues(each.name());
          workers.put(
              each.name(),
              new SystemWorker(each.name(), broker, sessions, systems, door, outcomes));
        }
      }
      workers
          .entrySet()
          .removeIf(
              each -> {
                boolean works = systems.working(each.getKey()).isPresent();
                if (!works) {
                  each.getValue().close();
                }
                return !works;
              });
    } catch (Exception fault) {
      LOG.warn("The queues could not follow the registry; it is tried again", fault);
    }
  }

  @Override
  public void close() throws IOException {
    looker.shutdownNow();
    try {
      var unused = looker.awaitTermination(5, TimeUnit.SECONDS);
    } catch (InterruptedException stop) {
      Thread.currentThread().interrupt();
    }
    workers.values().forEach(SystemWorker::close);
    sessions.close();
    locator.close();
    broker.close();
  }
}
