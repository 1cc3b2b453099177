package hutong.gateway.broker;

import hutong.routes.QueueNames;
import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.apache.activemq.artemis.api.core.QueueConfiguration;
import org.apache.activemq.artemis.api.core.RoutingType;
import org.apache.activemq.artemis.api.core.SimpleString;
import org.apache.activemq.artemis.api.core.TransportConfiguration;
import org.apache.activemq.artemis.core.config.Configuration;
import org.apache.activemq.artemis.core.config.impl.ConfigurationImpl;
import org.apache.activemq.artemis.core.remoting.impl.invm.InVMAcceptorFactory;
import org.apache.activemq.artemis.core.remoting.impl.netty.NettyAcceptorFactory;
import org.apache.activemq.artemis.core.server.JournalType;
import org.apache.activemq.artemis.core.server.embedded.EmbeddedActiveMQ;
import org.apache.activemq.artemis.core.settings.impl.AddressFullMessagePolicy;
import org.apache.activemq.artemis.core.settings.impl.AddressSettings;

/**
 * The broker inside the gateway's process, with its own journal. Members reach it over TCP with
 * mutual TLS 1.3; only this process reaches it from inside.
 */
public final class EmbeddedBroker implements AutoCloseable {

  private static final String DEAD = "hutong.dead";
  private static final long START_SECONDS = 30;
  private static final int JOURNAL_BUFFER_BYTES = 2 << 20;
  private static final int JOURNAL_FILE_BYTES = 10 << 20;

  /** For ever, later and later: a ledger that is down for hours must not cost a receipt. */
  private static final int MOST_DELIVERIES = -1;

  /** Beyond this an address is paged to disk, so that memory stays flat. */
  private static final long MOST_BYTES_IN_MEMORY = 16L << 20;

  private final EmbeddedActiveMQ server = new EmbeddedActiveMQ();
  private final InboxGuard guard;
  private final int inVmId;
  private final int port;

  /**
   * Starts it.
   *
   * @param inVmId names it inside the process; one process can hold several
   */
  public EmbeddedBroker(BrokerSettings settings, String owner, int inVmId) throws Exception {
    this.inVmId = inVmId;
    this.port = settings.port() == 0 ? freePort() : settings.port();
    this.guard = new InboxGuard(owner);
    server.setConfiguration(configuration(settings));
    server.setSecurityManager(guard);
    server.start();
    if (!server.getActiveMQServer().waitForActivation(START_SECONDS, TimeUnit.SECONDS)) {
      throw new IOException("The broker did not start");
    }
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
    try {
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
        .setJournalFileSize(JOURNAL_FILE_BYTES)
        .setJournalMinFiles(2)
        .setJournalPoolFiles(4)
        .setJournalBufferSize_NIO(JOURNAL_BUFFER_BYTES)
        .setJournalBufferTimeout_NIO(200_000)
        .setJournalDatasync(true)
        .setMaxDiskUsage(95)
        .setThreadPoolMaxSize(8)
        .setScheduledThreadPoolMaxSize(2)
        .setSecurityEnabled(true)
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
      addQueue(configuration, QueueNames.inbox(member));
      addQueue(configuration, QueueNames.receipts(member));
    }
    addQueue(configuration, DEAD);
    return configuration;
  }

  private static AddressSettings addressSettings() {
    return new AddressSettings()
        .setAutoCreateAddresses(false)
        .setAutoCreateQueues(false)
        .setAutoDeleteAddresses(false)
        .setAutoDeleteQueues(false)
        .setDeadLetterAddress(SimpleString.of(DEAD))
        .setExpiryAddress(SimpleString.of(DEAD))
        .setMaxDeliveryAttempts(MOST_DELIVERIES)
        .setRedeliveryDelay(200)
        .setRedeliveryMultiplier(2)
        .setMaxRedeliveryDelay(10_000)
        .setMaxSizeBytes(MOST_BYTES_IN_MEMORY)
        .setAddressFullMessagePolicy(AddressFullMessagePolicy.PAGE);
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
    transport.put("protocols", "CORE");
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

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0)) {
      return socket.getLocalPort();
    }
  }
}
