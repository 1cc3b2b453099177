package hutong.gateway.broker;

import hutong.routes.QueueNames;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.util.HashMap;
import java.util.Map;
import java.util.function.BiPredicate;
import org.apache.activemq.artemis.api.core.QueueConfiguration;
import org.apache.activemq.artemis.api.core.RoutingType;
import org.apache.activemq.artemis.api.core.SimpleString;
import org.apache.activemq.artemis.api.core.TransportConfiguration;
import org.apache.activemq.artemis.core.config.Configuration;
import org.apache.activemq.artemis.core.config.impl.ConfigurationImpl;
import org.apache.activemq.artemis.core.remoting.impl.invm.InVMAcceptorFactory;
import org.apache.activemq.artemis.core.server.JournalType;
import org.apache.activemq.artemis.core.server.impl.ActiveMQServerImpl;
import org.apache.activemq.artemis.core.settings.impl.AddressFullMessagePolicy;
import org.apache.activemq.artemis.core.settings.impl.AddressSettings;
import org.apache.activemq.artemis.core.settings.impl.PageFullMessagePolicy;

/**
 * The broker inside the gateway's process, with its own journal. Members reach it over TCP with
 * mutual TLS 1.3; only this process reaches it from inside.
 */
public final class EmbeddedBroker implements AutoCloseable {

  private final InboxGuard guard;
  private final int inVmId;
  private final int port;
  private final SteadyServer server;

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
    this.inVmId = inVmId;
    this.port = settings.port() == 0 ? FreePort.find() : settings.port();
    this.guard = new InboxGuard(owner, admission);
    this.server = new SteadyServer(() -> new ActiveMQServerImpl(configuration(settings), guard));
    if (!server.isActive()) {
      throw new IOException(
          "The broker did not start. If what it says above is about its journal, move "
              + settings.folder()
              + " aside and start again: what it carried is sent again");
    }
  }

  /** Whether it takes and gives messages now. */
  boolean isActive() {
    return server.isActive();
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
    server.close();
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
        // Nobody's ids are remembered: the ledger alone knows what was here before.
        .setPersistIDCache(false)
        .setIDCacheSize(1)
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
    return new TransportConfiguration(BoundedAcceptorFactory.class.getName(), transport, "outside");
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
