package hutong.routes;

import jakarta.jms.Connection;
import jakarta.jms.JMSException;

/** Opens connections to the brokers of the network; this node's own is where its inbox is. */
public interface BrokerConnections {

  /** Code of the exception where a broker answers whose certificate can't be relied on. */
  String UNTRUSTED = "BROKER_UNTRUSTED";

  /**
   * A new connection to the broker that holds the inbox of a node, authenticated as this node.
   *
   * <p>Promises to give up within seconds if the broker can't be reached.
   */
  Connection open(String node) throws JMSException;

  /**
   * The broker that holds the inbox of a node: the same for two nodes if one connection does for
   * both, once {@link #serves} says so.
   */
  default String broker(String node) {
    return node;
  }

  /** Whether an open connection to the broker of a node may be used for that node. */
  default boolean serves(Connection connection, String node) {
    return true;
  }
}
