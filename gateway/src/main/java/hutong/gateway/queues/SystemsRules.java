package hutong.gateway.queues;

import hutong.gateway.broker.MemberFrames;
import hutong.gateway.systems.KeyScope;
import io.netty.channel.ChannelPipeline;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.activemq.artemis.api.core.ActiveMQException;
import org.apache.activemq.artemis.api.core.ActiveMQExceptionType;
import org.apache.activemq.artemis.api.core.ICoreMessage;
import org.apache.activemq.artemis.api.core.Message;
import org.apache.activemq.artemis.api.core.SimpleString;
import org.apache.activemq.artemis.core.remoting.impl.netty.ActiveMQFrameDecoder2;
import org.apache.activemq.artemis.core.remoting.impl.netty.NettyConnection;
import org.apache.activemq.artemis.core.server.ServerSession;
import org.apache.activemq.artemis.core.server.plugin.ActiveMQServerPlugin;
import org.apache.activemq.artemis.core.transaction.Transaction;
import org.apache.activemq.artemis.spi.core.protocol.RemotingConnection;
import org.apache.activemq.artemis.utils.CompositeAddress;

/**
 * Takes from local systems plain messages that wait their turn, no larger than a body of the API,
 * with few properties, over so many connections; all else is refused to its sender's face.
 */
final class SystemsRules implements ActiveMQServerPlugin {

  /** A record of the API's size, with what AMQP puts around it. */
  static final int MOST_BYTES = 600 * 1024;

  private static final int MOST_PROPERTIES = 16;
  private static final int MOST_CONNECTIONS = 256;
  private static final SimpleString KIND = SimpleString.of("kind");
  private static final SimpleString OF_BROKER = SimpleString.of("_AMQ_");
  private static final Set<SimpleString> OF_ITSELF =
      Set.of(Message.HDR_ROUTING_TYPE, Message.HDR_VALIDATED_USER);

  private final SystemsGuard guard;
  private final Set<RemotingConnection> open = ConcurrentHashMap.newKeySet();

  SystemsRules(SystemsGuard guard) {
    this.guard = guard;
  }

  @Override
  public void afterCreateConnection(RemotingConnection connection) {
    open.add(connection);
    if (connection.getTransportConnection() instanceof NettyConnection netty) {
      ChannelPipeline line = netty.getNettyChannel().pipeline();
      if (line.get(ActiveMQFrameDecoder2.class) != null) {
        line.replace(ActiveMQFrameDecoder2.class, "bounded-frames", new MemberFrames(true));
      }
    }
    if (open.size() > MOST_CONNECTIONS) {
      connection.getTransportConnection().close();
    }
  }

  @Override
  public void afterDestroyConnection(RemotingConnection connection) {
    open.remove(connection);
    guard.forget(connection.getID());
  }

  /** Ends connections whose key is none any more. */
  void closeStrangers() {
    for (RemotingConnection each : open) {
      if (!guard.holds(each.getID())) {
        each.getTransportConnection().close();
      }
    }
  }

  @Override
  public void beforeSend(
      ServerSession session,
      Transaction transaction,
      Message message,
      boolean direct,
      boolean noAutoCreateQueue)
      throws ActiveMQException {
    if (SystemsGuard.INSIDE.equals(session.getUsername())) {
      return;
    }
    Object kind = message.getObjectProperty(KIND);
    KeyScope needed =
        kind != null && kind.toString().equals("decision") ? KeyScope.MAILBOX : KeyScope.SUBMIT;
    String fault =
        guard.isFor(session.getRemotingConnection().getID(), needed)
            ? fault(message)
            : "This key is not for such a message";
    if (fault != null) {
      ActiveMQException refused =
          new ActiveMQException(fault, ActiveMQExceptionType.SECURITY_EXCEPTION);
      if (transaction != null) {
        transaction.markAsRollbackOnly(refused);
      }
      throw refused;
    }
  }

  private static String fault(Message message) {
    if (message.isLargeMessage() || message.getEncodeSize() > MOST_BYTES) {
      return "A message has at most " + MOST_BYTES + " octets";
    }
    if (CompositeAddress.isFullyQualified(message.getAddress())) {
      return "A message goes to an address, not to a queue of another";
    }
    ICoreMessage core = message.toCore();
    if (core.getType() != Message.BYTES_TYPE && core.getType() != Message.TEXT_TYPE) {
      return "A message holds text or octets, and nothing that its reader would have to unpack";
    }
    Long delayed = message.getScheduledDeliveryTime();
    if (message.getExpiration() != 0
        || (delayed != null && delayed != 0)
        || message.getGroupID() != null
        || !message.isDurable()) {
      return "A message is durable and waits its turn: no expiry, delay or group";
    }
    boolean toBroker =
        core.getPropertyNames().stream()
            .anyMatch(name -> name.startsWith(OF_BROKER) && !OF_ITSELF.contains(name));
    return toBroker || core.getPropertyNames().size() > MOST_PROPERTIES
        ? "A message has few properties, and none that tells the broker something"
        : null;
  }
}
