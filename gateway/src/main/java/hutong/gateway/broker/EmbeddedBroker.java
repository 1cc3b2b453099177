package hutong.gateway.broker;

import hutong.routes.QueueNames;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.BiPredicate;
import org.apache.activemq.artemis.api.core.QueueConfiguration;
import org.apache.activemq.artemis.api.core.RoutingType;
import org.apache.activemq.artemis.api.core.SimpleString;
import org.apache.activemq.artemis.api.core.TransportConfiguration;
import org.apache.activemq.artemis.core.config.Configuration;
import org.apache.activemq.artemis.core.config.impl.ConfigurationImpl;
import org.apache.activemq.artemis.core.remoting.impl.invm.InVMAcceptorFactory;
import org.apache.activemq.artemis.core.remoting.impl.netty.NettyAcceptorFactory;
import org.apache.activemq.artemis.core.server.ActiveMQServer;
import org.apache.activemq.artemis.core.server.JournalType;
import org.apache.activemq.artemis.core.server.embedded.EmbeddedActiveMQ;
import org.apache.activemq.artemis.core.settings.impl.AddressFullMessagePolicy;
import org.apache.activemq.artemis.core.settings.impl.AddressSettings;
import org.apache.activemq.artemis.core.settings.impl.PageFullMessagePolicy;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The broker inside the gateway's process, with its own journal. Members reach it over TCP with
 * mutual TLS 1.3; only this process reaches it from inside.
 *
 * <p>It stops itself when its journal can't be written, as on a full disk, and is started again
 * until it can: what it had confirmed is on disk.
 */
public final class EmbeddedBroker implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(EmbeddedBroker.class);
  private static final long BETWEEN_STARTS_MS = 2_000;
  private static final long LONGEST_START_MS = 5_000;

  private final BrokerSettings settings;
  private final InboxGuard guard;
  private final int inVmId;
  private final int port;
  private final ScheduledExecutorService restarts =
      Executors.newSingleThreadScheduledExecutor(EmbeddedBroker::restarter);
  private volatile EmbeddedActiveMQ server;
  private volatile EmbeddedActiveMQ failed;

  /**
   * Starts it.
   *
   * @param inVmId names it inside the process; one process can hold several
   * @param admission whether a TLS certificate may speak for the member that it names
   */
  public EmbeddedBroker(
      BrokerSettings settings,
      String owner,
      int inVmId,
      BiPredicate<X509Certificate, String> admission)
      throws Exception {
    this.settings = settings;
    this.inVmId = inVmId;
    this.port = settings.port() == 0 ? FreePort.find() : settings.port();
    this.guard = new InboxGuard(owner, admission);
    start();
    // It is activated by then, or will never be: its fault is logged, not thrown.
    if (!isActive()) {
      throw new IOException(
          "The broker did not start. If what it says above is about its journal, move "
              + settings.folder()
              + " aside and start again: what it carried is sent again");
    }
    var unused =
        restarts.scheduleWithFixedDelay(
            this::startAgainIfFailed, BETWEEN_STARTS_MS, BETWEEN_STARTS_MS, TimeUnit.MILLISECONDS);
  }

  /** Whether it takes and gives messages now. */
  boolean isActive() {
    return server.getActiveMQServer().isActive();
  }

  private void start() throws Exception {
    EmbeddedActiveMQ next = new EmbeddedActiveMQ();
    next.setConfiguration(configuration(settings));
    next.setSecurityManager(guard);
    next.createActiveMQServer();
    next.getActiveMQServer()
        .registerIOCriticalErrorListener(
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
      if (server.getActiveMQServer().getState() == ActiveMQServer.SERVER_STATE.STOPPED) {
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

  public int port() {
    return port;
  }

  int inVmId() {
    return inVmId;
  }

  /** Password of this process for the connection from inside; made anew at each start. */
  String insidePassword() {
    return guard.insidePassword();
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

  private Configuration configuration(BrokerSettings settings) throws Exception {
    Path folder = Files.createDirectories(settings.folder());
    ConfigurationImpl configuration = new ConfigurationImpl();
    configuration
        .setName("hutong-" + inVmId)
        .setPersistenceEnabled(true)
        .setJournalType(JournalType.NIO)
        .setJournalDirectory(folder.resolve("journal").toString())
        .setBindingsDirectory(folder.resolve("bindings").toString())
        .setPagingDirectory(folder.resolve("paging").toString())
        .setLargeMessagesDirectory(folder.resolve("large").toString())
        .setJournalFileSize(BrokerValues.JOURNAL_FILE_BYTES)
        .setJournalMinFiles(BrokerValues.JOURNAL_LEAST_FILES)
        .setJournalPoolFiles(BrokerValues.JOURNAL_KEPT_FILES)
        .setJournalBufferSize_NIO(BrokerValues.JOURNAL_BUFFER_BYTES)
        .setJournalBufferTimeout_NIO(BrokerValues.JOURNAL_BUFFER_NANOS)
        .setJournalDatasync(true)
        .setMaxDiskUsage(BrokerValues.MOST_DISK_PERCENT)
        .setThreadPoolMaxSize(8)
        .setScheduledThreadPoolMaxSize(2)
        .setSecurityEnabled(true)
        // The cluster user passes by the guard: never with the password of the manual.
        .setClusterPassword(guard.insidePassword())
        // The cache goes by the name that a client gives itself, not by its certificate.
        .setAuthorizationCacheSize(0)
        .setAuthenticationCacheSize(0)
        .setPopulateValidatedUser(true)
        .setMessageCounterEnabled(false)
        .setJMXManagementEnabled(false)
        .setAddressQueueScanPeriod(-1)
        .addAcceptorConfiguration(inside())
        .addAcceptorConfiguration(outside(settings))
        .addAddressSetting("#", addressSettings());
    for (String member : settings.members()) {
      QueueNames.of(member).forEach(queue -> addQueue(configuration, queue));
    }
    addQueue(configuration, BrokerValues.DEAD);
    configuration.registerBrokerPlugin(new InboxRules());
    return configuration;
  }

  private static AddressSettings addressSettings() {
    return new AddressSettings()
        .setAutoCreateAddresses(false)
        .setAutoCreateQueues(false)
        .setAutoDeleteAddresses(false)
        .setAutoDeleteQueues(false)
        .setDeadLetterAddress(SimpleString.of(BrokerValues.DEAD))
        .setExpiryAddress(SimpleString.of(BrokerValues.DEAD))
        .setMaxDeliveryAttempts(BrokerValues.MOST_DELIVERIES)
        .setRedeliveryDelay(BrokerValues.REDELIVERY_MS)
        .setRedeliveryMultiplier(BrokerValues.REDELIVERY_MULTIPLIER)
        .setMaxRedeliveryDelay(BrokerValues.LONGEST_REDELIVERY_MS)
        .setMaxSizeBytes(BrokerValues.MOST_BYTES_IN_MEMORY)
        .setAddressFullMessagePolicy(AddressFullMessagePolicy.PAGE)
        .setPageLimitBytes(BrokerValues.MOST_BYTES_PAGED)
        .setPageFullMessagePolicy(PageFullMessagePolicy.FAIL);
  }

  private static void addQueue(Configuration configuration, String name) {
    configuration.addQueueConfiguration(
        QueueConfiguration.of(name)
            .setAddress(name)
            .setRoutingType(RoutingType.ANYCAST)
            .setDurable(true));
  }

  private TransportConfiguration inside() {
    return new TransportConfiguration(
        InVMAcceptorFactory.class.getName(), Map.of("serverId", inVmId), "inside");
  }

  private TransportConfiguration outside(BrokerSettings settings) {
    Map<String, Object> transport = new HashMap<>(tls(settings.tls()));
    transport.put("host", settings.host());
    transport.put("port", port);
    transport.put("needClientAuth", true);
    // A renewed certificate, or a further authority, is taken while it runs.
    transport.put("sslAutoReload", true);
    transport.put("protocols", "CORE");
    transport.put("connectionsAllowed", BrokerValues.MOST_CONNECTIONS);
    return new TransportConfiguration(NettyAcceptorFactory.class.getName(), transport, "outside");
  }

  /** What both ends of a connection between members are set to. */
  static Map<String, Object> tls(TlsStores stores) {
    return Map.of(
        "sslEnabled",
        true,
        "sslProvider",
        "JDK",
        "enabledProtocols",
        "TLSv1.3",
        "keyStoreType",
        "PKCS12",
        "keyStorePath",
        stores.keyStore().toString(),
        "keyStorePassword",
        stores.secret(),
        "trustStoreType",
        "PKCS12",
        "trustStorePath",
        stores.trustStore().toString(),
        "trustStorePassword",
        stores.secret());
  }
}
