package hutong.routes.legs;

import hutong.routes.BrokerConnections;
import hutong.routes.QueueMessage;
import jakarta.jms.Connection;
import jakarta.jms.JMSException;
import jakarta.jms.Message;
import jakarta.jms.MessageConsumer;
import jakarta.jms.Session;
import java.util.ArrayList;
import java.util.List;
import org.apache.camel.Exchange;

/**
 * Consumes a queue in groups, one transacted session: whatever is there, and nothing is waited for
 * that may come.
 *
 * <p>After a failure the next messages come one by one, so that a poisonous one is redelivered
 * alone and its neighbours get through.
 */
final class JmsBatchWorker implements Worker {

  private static final long WAIT_MS = 100;

  private final BrokerConnections brokers;
  private final String node;
  private final String queue;
  private final int max;

  private Connection connection;
  private Session session;
  private MessageConsumer consumer;
  private int oneByOne;

  JmsBatchWorker(BrokerConnections brokers, String node, String queue, int max) {
    this.brokers = brokers;
    this.node = node;
    this.queue = queue;
    this.max = max;
  }

  @Override
  public boolean fetch(Exchange exchange) throws JMSException {
    connect();
    Message first = consumer.receive(WAIT_MS);
    if (first == null) {
      return false;
    }
    List<QueueMessage> batch = new ArrayList<>();
    int limit = oneByOne > 0 ? 1 : max;
    Message next = first;
    while (next != null) {
      batch.add(JmsMessages.read(queue, next));
      next = batch.size() < limit ? consumer.receiveNoWait() : null;
    }
    exchange.getMessage().setBody(batch);
    return true;
  }

  @Override
  public void done() throws JMSException {
    session.commit();
    oneByOne = Math.max(0, oneByOne - 1);
  }

  @Override
  public void failed() {
    oneByOne = max;
    try {
      if (session != null) {
        session.rollback();
      }
    } catch (JMSException | RuntimeException connectionLost) {
      close();
    }
  }

  @Override
  public void close() {
    JmsMessages.close(connection);
    connection = null;
    session = null;
    consumer = null;
  }

  private void connect() throws JMSException {
    if (connection != null) {
      return;
    }
    Connection opened = brokers.open(node);
    try {
      session = opened.createSession(true, Session.SESSION_TRANSACTED);
      consumer = session.createConsumer(session.createQueue(queue));
      opened.start();
      connection = opened;
    } catch (JMSException refused) {
      JmsMessages.close(opened);
      throw refused;
    }
  }
}
