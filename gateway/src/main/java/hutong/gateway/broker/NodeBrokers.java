package hutong.gateway.broker;

import hutong.certs.BrokerAddress;
import hutong.certs.Directory;
import hutong.certs.Member;
import hutong.certs.ProxyAddress;
import hutong.routes.BrokerConnections;
import jakarta.jms.Connection;
import jakarta.jms.JMSException;
import java.security.cert.X509Certificate;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.WeakHashMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.BiPredicate;
import java.util.function.Supplier;
import org.apache.activemq.artemis.api.core.TransportConfiguration;
import org.apache.activemq.artemis.api.jms.ActiveMQJMSClient;
import org.apache.activemq.artemis.api.jms.JMSFactoryType;
import org.apache.activemq.artemis.core.remoting.impl.invm.InVMConnectorFactory;
import org.apache.activemq.artemis.core.remoting.impl.netty.NettyConnectorFactory;
import org.apache.activemq.artemis.jms.client.ActiveMQConnection;
import org.apache.activemq.artemis.jms.client.ActiveMQConnectionFactory;
import org.apache.activemq.artemis.spi.core.protocol.RemotingConnection;
import org.apache.activemq.artemis.utils.CertificateUtil;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Connections to the brokers that the directory names: one in this process from inside, every other
 * over TCP with mutual TLS 1.3; a broker's certificate is held to the rule that callers' are.
 *
 * <p>A connection that breaks is never mended: it fails, and the next {@link #open} finds the
 * broker again, or its backup. Silence for ten seconds is a break, half-open or not.
 */
public final class NodeBrokers implements BrokerConnections, AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(NodeBrokers.class);
  private static final long CALL_TIMEOUT_MS = 10_000;
  private static final int CONNECT_TIMEOUT_MS = 5_000;
  private static final int SOCKS_VERSION = 5;

  /** A bundle is one ordinary message up to this size; the journal's buffer holds it whole. */
  private static final int LARGE_FROM_BYTES = 1 << 20;

  /** What one consumer may hold unread; the rest of an inbox is free for the node's others. */
  private static final int MOST_BYTES_AHEAD = 256 << 10;

  private static final int MOST_JUDGED = 65_536;

  private final String node;
  private final EmbeddedBroker own;
  private final String ownUrl;
  private final TlsStores tls;
  private final String proxy;
  private final Supplier<Directory> directory;
  private final BiPredicate<X509Certificate, String> serving;
  private final Map<String, ActiveMQConnectionFactory> factories = new ConcurrentHashMap<>();

  /** Their connections live on until they end. */
  private final Queue<ActiveMQConnectionFactory> replaced = new ConcurrentLinkedQueue<>();

  /** Whose each open connection was to be; forgotten with it. */
  private final Map<Connection, String> open = Collections.synchronizedMap(new WeakHashMap<>());

  /** That a broker may serve further members, by one version of the directory. */
  private final Set<Judged> judged = ConcurrentHashMap.newKeySet();

  private record Judged(long version, X509Certificate broker, String member) {}

  /** Of several addresses, the place of the one that answered last. */
  private final Map<String, Integer> answered = new ConcurrentHashMap<>();

  /**
   * For a node with a broker in this process.
   *
   * @param proxy through which it dials others, where their entries name none; empty for none
   * @param serving whether a broker with that certificate may hold that member's queues
   */
  public NodeBrokers(
      String node,
      EmbeddedBroker own,
      TlsStores tls,
      String proxy,
      Supplier<Directory> directory,
      BiPredicate<X509Certificate, String> serving) {
    this(node, own, "", tls, proxy, directory, serving);
  }

  /**
   * For a node whose inbox another broker holds.
   *
   * @param ownUrl that broker's addresses; empty for one that never reads its inbox
   */
  public NodeBrokers(
      String node,
      String ownUrl,
      TlsStores tls,
      String proxy,
      Supplier<Directory> directory,
      BiPredicate<X509Certificate, String> serving) {
    this(node, null, ownUrl, tls, proxy, directory, serving);
  }

  private NodeBrokers(
      String node,
      EmbeddedBroker own,
      String ownUrl,
      TlsStores tls,
      String proxy,
      Supplier<Directory> directory,
      BiPredicate<X509Certificate, String> serving) {
    this.serving = serving;
    this.proxy = proxy;
    this.node = node;
    this.own = own;
    this.ownUrl = ownUrl;
    this.tls = tls;
    this.directory = directory;
  }

  @Override
  public Connection open(String to) throws JMSException {
    if (to.equals(node) && own != null) {
      return factories
          .computeIfAbsent("inside", any -> inside())
          .createConnection(InboxGuard.INSIDE, own.insidePassword());
    }
    if (to.equals(node) && !ownUrl.isEmpty()) {
      return toOneOf(to, ownUrl, "");
    }
    Member member =
        directory
            .get()
            .member(to)
            .orElseThrow(() -> new JMSException("The directory has no such member"));
    return toOneOf(to, member.broker(), through(member));
  }

  /** Whose inboxes are at the same addresses, reached in the same way, share a broker. */
  @Override
  public String broker(String to) {
    return to.equals(node)
        ? to
        : directory
            .get()
            .member(to)
            .filter(member -> member.broker() != null)
            .map(member -> member.broker() + " " + through(member))
            .orElse(to);
  }

  private String through(Member member) {
    return member.proxy().isEmpty() ? proxy : member.proxy();
  }

  /** Whether its certificate is relied on at all is seen to by every {@link #look}. */
  @Override
  public boolean serves(Connection connection, String to) {
    if (to.equals(open.getOrDefault(connection, node))) {
      return true;
    }
    X509Certificate shown = shown(connection);
    if (shown == null) {
      return false;
    }
    Judged now = new Judged(directory.get().version(), shown, to);
    if (judged.contains(now)) {
      return true;
    }
    if (judged.size() >= MOST_JUDGED) {
      judged.clear();
    }
    boolean serves = serving.test(shown, to);
    if (serves) {
      judged.add(now);
    }
    return serves;
  }

  /** Tries the address that answered last, then the others in their order: one of them is alive. */
  private Connection toOneOf(String to, String broker, String through) throws JMSException {
    List<BrokerAddress> addresses = BrokerAddress.list(broker);
    int first = answered.getOrDefault(broker, 0);
    JMSException refused = null;
    for (int i = 0; i < addresses.size(); i++) {
      int at = (first + i) % addresses.size();
      try {
        Connection connection =
            factories
                .computeIfAbsent(
                    addresses.get(at) + through, any -> outside(addresses.get(at), through))
                .createConnection();
        if (!isServing(connection, to)) {
          connection.close();
          throw new JMSException("A broker's certificate is not one for this member", UNTRUSTED);
        }
        open.put(connection, to);
        answered.put(broker, at);
        return connection;
      } catch (JMSException unreachable) {
        refused = unreachable;
      }
    }
    throw refused;
  }

  /** Closes connections to brokers whose certificate is not relied on any more. */
  public void look() {
    Map<Connection, String> now;
    synchronized (open) {
      now = new HashMap<>(open);
    }
    now.forEach(
        (connection, to) -> {
          try {
            if (!isServing(connection, to)) {
              close(connection);
            }
          } catch (RuntimeException broken) {
            close(connection);
          }
        });
  }

  private void close(Connection connection) {
    open.remove(connection);
    try {
      connection.close();
    } catch (JMSException | RuntimeException broken) {
      LOG.debug("A connection was broken already", broken);
    }
  }

  private boolean isServing(Connection connection, String to) {
    X509Certificate shown = shown(connection);
    return shown != null && serving.test(shown, to);
  }

  /** The broker's certificate; null if there is none any more. */
  private static X509Certificate shown(Connection connection) {
    RemotingConnection line = ((ActiveMQConnection) connection).getSessionFactory().getConnection();
    X509Certificate[] chain = line == null ? null : CertificateUtil.getCertsFromConnection(line);
    return chain == null || chain.length == 0 ? null : chain[0];
  }

  /** Connections opened from now on use the TLS key and the trust that are on disk now. */
  public void renew() {
    List<ActiveMQConnectionFactory> earlier = List.copyOf(factories.values());
    factories.clear();
    replaced.addAll(earlier);
  }

  @Override
  public void close() {
    factories.values().forEach(ActiveMQConnectionFactory::close);
    replaced.forEach(ActiveMQConnectionFactory::close);
  }

  private ActiveMQConnectionFactory inside() {
    return factory(
        new TransportConfiguration(
            InVMConnectorFactory.class.getName(), Map.of("serverId", own.inVmId())));
  }

  private ActiveMQConnectionFactory outside(BrokerAddress address, String through) {
    Map<String, Object> transport = new HashMap<>(EmbeddedBroker.tls(tls));
    transport.put("host", address.host());
    transport.put("port", address.port());
    transport.put("verifyHost", true);
    transport.put("netty-connect-timeout", CONNECT_TIMEOUT_MS);
    ProxyAddress.of(through).ifPresent(by -> transport.putAll(socks(by)));
    ActiveMQConnectionFactory factory =
        factory(new TransportConfiguration(NettyConnectorFactory.class.getName(), transport));
    factory.setConsumerWindowSize(MOST_BYTES_AHEAD);
    return factory;
  }

  /** The broker's name is for the proxy to resolve: it may mean nothing on this side. */
  private static Map<String, Object> socks(ProxyAddress proxy) {
    return Map.of(
        "socksEnabled",
        true,
        "socksHost",
        proxy.host(),
        "socksPort",
        proxy.port(),
        "socksVersion",
        SOCKS_VERSION,
        "socksRemoteDNS",
        true);
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
