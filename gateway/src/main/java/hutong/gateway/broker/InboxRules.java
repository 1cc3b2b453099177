package hutong.gateway.broker;

import hutong.routes.Bundle;
import io.netty.channel.Channel;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.activemq.artemis.api.core.ActiveMQException;
import org.apache.activemq.artemis.api.core.ActiveMQExceptionType;
import org.apache.activemq.artemis.api.core.Message;
import org.apache.activemq.artemis.api.core.SimpleString;
import org.apache.activemq.artemis.core.remoting.impl.netty.ActiveMQFrameDecoder2;
import org.apache.activemq.artemis.core.remoting.impl.netty.NettyConnection;
import org.apache.activemq.artemis.core.server.ServerSession;
import org.apache.activemq.artemis.core.server.plugin.ActiveMQServerPlugin;
import org.apache.activemq.artemis.core.transaction.Transaction;
import org.apache.activemq.artemis.spi.core.protocol.RemotingConnection;
import org.apache.activemq.artemis.utils.CompositeAddress;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes from members only what the protocol has: so many connections, frames of so many octets, and
 * messages that wait their turn like all others. What a member could otherwise use against another
 * (a message that comes before its turn, or never, or without end) is refused to its face.
 *
 * <p>Public for a broker in a process of its own, which loads it by its name.
 */
public final class InboxRules implements ActiveMQServerPlugin {

  /** Of one member: a node has two or three for each destination and queue of its replicas. */
  static final int MOST_CONNECTIONS = 256;

  private static final int MOST_PROPERTIES = 32;
  private static final byte USUAL_PRIORITY = 4;
  private static final SimpleString OF_BROKER = SimpleString.of("_AMQ_");
  private static final Set<SimpleString> WRITTEN_BY_ITSELF =
      Set.of(Message.HDR_ROUTING_TYPE, Message.HDR_VALIDATED_USER);

  private static final Logger LOG = LoggerFactory.getLogger(InboxRules.class);

  private final Map<String, Set<Object>> connections = new ConcurrentHashMap<>();

  @Override
  public void afterCreateConnection(RemotingConnection connection) {
    if (connection.getTransportConnection() instanceof NettyConnection netty) {
      Channel channel = netty.getNettyChannel();
      channel
          .pipeline()
          .replace(ActiveMQFrameDecoder2.class, "bounded-frames", new MemberFrames(false));
      Set<Object> open =
          connections.computeIfAbsent(
              ClientCertificate.memberOf(connection), any -> ConcurrentHashMap.newKeySet());
      open.add(connection.getID());
      if (open.size() > MOST_CONNECTIONS) {
        LOG.debug("A member has more than {} connections", MOST_CONNECTIONS);
        netty.close();
      }
    }
  }

  @Override
  public void afterDestroyConnection(RemotingConnection connection) {
    connections.values().forEach(open -> open.remove(connection.getID()));
  }

  @Override
  public void beforeSend(
      ServerSession session,
      Transaction transaction,
      Message message,
      boolean direct,
      boolean noAutoCreateQueue)
      throws ActiveMQException {
    String fault = fault(message);
    if (fault != null) {
      ActiveMQException refused =
          new ActiveMQException(fault, ActiveMQExceptionType.SECURITY_EXCEPTION);
      if (transaction != null) {
        transaction.markAsRollbackOnly(refused);
      }
      throw refused;
    }
  }

  /** What the broker itself would act on, but for what every client and it write themselves. */
  private static boolean isForTheBroker(SimpleString name) {
    return name.startsWith(OF_BROKER) && !WRITTEN_BY_ITSELF.contains(name);
  }

  /** Null if it is as the protocol has it. */
  private static String fault(Message message) {
    if (message.toCore().getType() != Message.BYTES_TYPE) {
      return "A message holds octets, and nothing that its reader would have to unpack";
    }
    if (message.getPropertyNames().stream().anyMatch(InboxRules::isForTheBroker)) {
      return "A message tells the broker nothing: it remembers no ids for its sender";
    }
    Long delayed = message.getScheduledDeliveryTime();
    if (message.getPriority() != USUAL_PRIORITY
        || message.getExpiration() != 0
        || (delayed != null && delayed != 0)
        || message.getGroupID() != null
        || !message.isDurable()) {
      return "A message waits its turn: no priority, expiry, delay or group";
    }
    if (CompositeAddress.isFullyQualified(message.getAddress())) {
      return "A message goes to an address, not to a queue of another";
    }
    if (message.isLargeMessage()
        || message.getEncodeSize() > Bundle.LONGEST
        || message.getPropertyNames().size() > MOST_PROPERTIES) {
      return "A message has at most " + Bundle.LONGEST + " octets and few properties";
    }
    return null;
  }
}
