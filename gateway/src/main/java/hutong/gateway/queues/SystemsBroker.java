package hutong.gateway.queues;

import hutong.gateway.broker.BoundedAcceptorFactory;
import hutong.gateway.broker.FreePort;
import hutong.gateway.broker.SteadyServer;
import hutong.gateway.systems.ApiKeys;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.apache.activemq.artemis.api.core.QueueConfiguration;
import org.apache.activemq.artemis.api.core.RoutingType;
import org.apache.activemq.artemis.api.core.SimpleString;
import org.apache.activemq.artemis.api.core.TransportConfiguration;
import org.apache.activemq.artemis.core.config.impl.ConfigurationImpl;
import org.apache.activemq.artemis.core.remoting.impl.invm.InVMAcceptorFactory;
import org.apache.activemq.artemis.core.server.JournalType;
import org.apache.activemq.artemis.core.server.Queue;
import org.apache.activemq.artemis.core.settings.impl.AddressFullMessagePolicy;
import org.apache.activemq.artemis.core.settings.impl.AddressSettings;

/**
 * The broker that local systems talk to, apart from the one of the members: three queues for each,
 * AMQP 1.0 and Artemis core alone, nothing made by asking. It only carries; what counts is in the
 * ledger.
 */
final class SystemsBroker implements AutoCloseable {

  private static final String DEAD = "hutong.dead";
  private static final long MOST_OF_ONE = 16L << 20;
  private static final long MOST_OF_ALL = 128L << 20;

  private final SteadyServer server;
  private final SystemsGuard guard;
  private final SystemsRules rules;
  private final int inVmId;
  private final int port;

  SystemsBroker(QueueSettings settings, int inVmId, ApiKeys keys) throws IOException {
    this.inVmId = inVmId;
    this.port = settings.port() == 0 ? FreePort.find() : settings.port();
    this.guard = new SystemsGuard(keys, this::makeQueues);
    this.rules = new SystemsRules(guard);
    try {
      server =
          new SteadyServer(
              () -> new SealedServer(configuration(settings), guard, settings.vault()));
    } catch (Exception fault) {
      throw new IOException("The queues for local systems did not start", fault);
    }
    if (!server.isActive()) {
      throw new IOException(
          "The queues for local systems did not start. If what it says above is about their journal,"
              + " move "
              + settings.folder()
              + " aside and start again: posts in it are to be posted again");
    }
  }

  private ConfigurationImpl configuration(QueueSettings settings) throws Exception {
    Path folder = Files.createDirectories(settings.folder());
    ConfigurationImpl configuration = new ConfigurationImpl();
    configuration
        .setName("hutong-systems-" + inVmId)
        .setPersistenceEnabled(true)
        .setJournalType(JournalType.NIO)
        .setJournalDirectory(folder.resolve("journal").toString())
        .setBindingsDirectory(folder.resolve("bindings").toString())
        .setPagingDirectory(folder.resolve("paging").toString())
        .setLargeMessagesDirectory(folder.resolve("large").toString())
        .setJournalMinFiles(2)
        .setJournalPoolFiles(4)
        .setJournalDatasync(true)
        .setPersistIDCache(false)
        .setIDCacheSize(1)
        .setGlobalMaxSize(MOST_OF_ALL)
        .setThreadPoolMaxSize(8)
        .setScheduledThreadPoolMaxSize(2)
        .setSecurityEnabled(true)
        .setClusterPassword(guard.insidePassword())
        .setAuthorizationCacheSize(0)
        .setAuthenticationCacheSize(0)
        .setMessageCounterEnabled(false)
        .setJMXManagementEnabled(false)
        .addAcceptorConfiguration(
            new TransportConfiguration(
                InVMAcceptorFactory.class.getName(), Map.of("serverId", inVmId), "inside"))
        .addAcceptorConfiguration(outside(settings))
        .addAddressSetting(
            "#",
            new AddressSettings()
                .setAutoCreateAddresses(false)
                .setAutoCreateQueues(false)
                .setAutoDeleteAddresses(false)
                .setAutoDeleteQueues(false)
                .setDeadLetterAddress(SimpleString.of(DEAD))
                .setMaxDeliveryAttempts(-1)
                .setMaxSizeBytes(MOST_OF_ONE)
                .setAddressFullMessagePolicy(AddressFullMessagePolicy.FAIL));
    configuration.registerBrokerPlugin(rules);
    return configuration;
  }

  private TransportConfiguration outside(QueueSettings settings) {
    Map<String, Object> transport = new HashMap<>();
    transport.put("host", settings.host());
    transport.put("port", port);
    transport.put("protocols", "AMQP,CORE");
    transport.put("connectionsAllowed", 256);
    transport.put("handshake-timeout", 10);
    transport.put("amqpMinLargeMessageSize", SystemsRules.MOST_BYTES + 1);
    transport.put("amqpCredits", 200);
    transport.put("amqpLowCredits", 50);
    if (settings.keyStore() != null) {
      transport.put("sslEnabled", true);
      transport.put("sslProvider", "JDK");
      transport.put("sslAutoReload", true);
      transport.put("enabledProtocols", "TLSv1.3");
      transport.put("keyStoreType", "PKCS12");
      transport.put("keyStorePath", settings.keyStore().toString());
      transport.put("keyStorePassword", settings.password());
    }
    return new TransportConfiguration(BoundedAcceptorFactory.class.getName(), transport, "outside");
  }

  int port() {
    return port;
  }

  int inVmId() {
    return inVmId;
  }

  String insidePassword() {
    return guard.insidePassword();
  }

  void closeStrangers() {
    rules.closeStrangers();
  }

  /** The three queues of a system are there afterwards. */
  void makeQueues(String system) {
    for (String kind : new String[] {Addresses.SUBMIT, Addresses.OUTCOME, Addresses.DELIVER}) {
      QueueConfiguration queue =
          QueueConfiguration.of(kind + system)
              .setAddress(kind + system)
              .setRoutingType(RoutingType.ANYCAST)
              .setDurable(true)
              .setAutoCreateAddress(true);
      try {
        server.now().createQueue(queue, true);
      } catch (Exception fault) {
        throw new IllegalStateException("a queue could not be made", fault);
      }
    }
  }

  long waiting(String queue) {
    Queue found = server.now().locateQueue(queue);
    return found == null ? 0 : found.getMessageCount();
  }

  boolean isRead(String queue) {
    Queue found = server.now().locateQueue(queue);
    return found != null && found.getConsumerCount() > 0;
  }

  @Override
  public void close() throws IOException {
    server.close();
  }
}
