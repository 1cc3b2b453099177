package hutong.routes.legs;

import hutong.routes.BrokerConnections;
import hutong.routes.QueueMessage;
import jakarta.jms.Connection;
import jakarta.jms.JMSException;
import jakarta.jms.MessageProducer;
import jakarta.jms.Session;
import java.util.List;
import org.apache.camel.Exchange;
import org.apache.camel.support.DefaultProducer;

/** Sends a list of queue messages in one broker commit; keeps its connection while it works. */
final class JmsBatchProducer extends DefaultProducer {

  private final BrokerConnections brokers;
  private final String node;

  private Connection connection;
  private Session session;
  private MessageProducer producer;

  JmsBatchProducer(JmsBatchEndpoint endpoint, BrokerConnections brokers, String node) {
    super(endpoint);
    this.brokers = brokers;
    this.node = node;
  }

  @Override
  public synchronized void process(Exchange exchange) throws Exception {
    List<?> messages = exchange.getMessage().getMandatoryBody(List.class);
    if (messages.isEmpty()) {
      return;
    }
    try {
      connect();
      for (Object message : messages) {
        JmsMessages.send(session, producer, (QueueMessage) message);
      }
      session.commit();
    } catch (JMSException | RuntimeException failed) {
      disconnect();
      throw failed;
    }
  }

  @Override
  protected synchronized void doStop() throws Exception {
    disconnect();
    super.doStop();
  }

  private void connect() throws JMSException {
    if (connection != null) {
      return;
    }
    connection = brokers.open(node);
    session = connection.createSession(true, Session.SESSION_TRANSACTED);
    producer = session.createProducer(null);
    producer.setDisableMessageTimestamp(true);
  }

  private void disconnect() {
    JmsMessages.close(connection);
    connection = null;
    session = null;
    producer = null;
  }
}
