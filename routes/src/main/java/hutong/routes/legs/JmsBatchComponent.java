package hutong.routes.legs;

import hutong.routes.BrokerConnections;
import java.util.Map;
import org.apache.camel.Endpoint;
import org.apache.camel.support.DefaultComponent;

/**
 * Endpoint {@code jms-batch:node/queue?max=16&workers=1}: consumes many messages in one transacted
 * session and hands them to the route as a list of {@link hutong.routes.QueueMessage}; the session
 * commits after the route has ended (invariant 1). As a producer, {@code jms-batch:node} sends such
 * a list in one commit, and {@code jms-batch:*} to the node that the exchange names. Camel's own
 * JMS components consume one message a transaction.
 */
final class JmsBatchComponent extends DefaultComponent {

  /** Path of a producer that sends to whom {@link JmsBatchProducer#TO} names. */
  static final String ANY = "*";

  private final BrokerConnections brokers;
  private final Lines lines;

  JmsBatchComponent(BrokerConnections brokers) {
    this.brokers = brokers;
    this.lines = new Lines(brokers);
  }

  Lines lines() {
    return lines;
  }

  @Override
  protected void doStop() throws Exception {
    lines.close();
    super.doStop();
  }

  @Override
  protected Endpoint createEndpoint(String uri, String path, Map<String, Object> parameters) {
    String[] nodeAndQueue = path.split("/", 2);
    String queue = nodeAndQueue.length == 2 ? nodeAndQueue[1] : null;
    int max = getAndRemoveParameter(parameters, "max", Integer.class, 16);
    int workers = getAndRemoveParameter(parameters, "workers", Integer.class, 1);
    return new JmsBatchEndpoint(uri, this, brokers, lines, nodeAndQueue[0], queue, max, workers);
  }
}
