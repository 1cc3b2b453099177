package hutong.gateway.broker;

import hutong.certs.Directory;
import hutong.certs.Member;
import hutong.routes.BrokerConnections;
import jakarta.jms.Connection;
import jakarta.jms.JMSException;
import java.net.URI;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import org.apache.activemq.artemis.api.core.TransportConfiguration;
import org.apache.activemq.artemis.api.jms.ActiveMQJMSClient;
import org.apache.activemq.artemis.api.jms.JMSFactoryType;
import org.apache.activemq.artemis.core.remoting.impl.invm.InVMConnectorFactory;
import org.apache.activemq.artemis.core.remoting.impl.netty.NettyConnectorFactory;
import org.apache.activemq.artemis.jms.client.ActiveMQConnectionFactory;

/**
 * Connections to the brokers that the directory names: this node's own from inside the process,
 * every other over TCP with mutual TLS 1.3.
 */
public final class NodeBrokers implements BrokerConnections, AutoCloseable {

  private static final long CALL_TIMEOUT_MS = 10_000;
  private static final int CONNECT_TIMEOUT_MS = 5_000;

  /** A bundle is one ordinary message up to this size; the journal's buffer holds it whole. */
  private static final int LARGE_FROM_BYTES = 1 << 20;

  private final String node;
  private final EmbeddedBroker own;
  private final TlsStores tls;
  private final Supplier<Directory> directory;
  private final Map<String, ActiveMQConnectionFactory> factories = new ConcurrentHashMap<>();

  public NodeBrokers(
      String node, EmbeddedBroker own, TlsStores tls, Supplier<Directory> directory) {
    this.node = node;
    this.own = own;
    this.tls = tls;
    this.directory = directory;
  }

  @Override
  public Connection open(String to) throws JMSException {
    if (to.equals(node)) {
      return factories
          .computeIfAbsent("inside", any -> inside())
          .createConnection(InboxGuard.INSIDE, own.insidePassword());
    }
    String broker =
        directory
            .get()
            .member(to)
            .map(Member::broker)
            .orElseThrow(() -> new JMSException("The directory has no such member"));
    return factories.computeIfAbsent(broker, this::outside).createConnection();
  }

  @Override
  public void close() {
    factories.values().forEach(ActiveMQConnectionFactory::close);
  }

  private ActiveMQConnectionFactory inside() {
    return factory(
        new TransportConfiguration(
            InVMConnectorFactory.class.getName(), Map.of("serverId", own.inVmId())));
  }

  private ActiveMQConnectionFactory outside(String broker) {
    URI address = URI.create(broker);
    Map<String, Object> transport = new HashMap<>(EmbeddedBroker.tls(tls));
    transport.put("host", address.getHost());
    transport.put("port", address.getPort());
    transport.put("verifyHost", true);
    transport.put("netty-connect-timeout", CONNECT_TIMEOUT_MS);
    return factory(new TransportConfiguration(NettyConnectorFactory.class.getName(), transport));
  }

  private static ActiveMQConnectionFactory factory(TransportConfiguration transport) {
    ActiveMQConnectionFactory factory =
        ActiveMQJMSClient.createConnectionFactoryWithoutHA(JMSFactoryType.CF, transport);
    factory.setInitialConnectAttempts(1);
    factory.setReconnectAttempts(0);
    factory.setCallTimeout(CALL_TIMEOUT_MS);
    factory.setClientFailureCheckPeriod(CALL_TIMEOUT_MS);
    factory.setConnectionTTL(3 * CALL_TIMEOUT_MS);
    factory.setMinLargeMessageSize(LARGE_FROM_BYTES);
    factory.setUseGlobalPools(true);
    factory.setEnableSharedClientID(false);
    return factory;
  }
}
