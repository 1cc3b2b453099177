package hutong.routes.legs;

import hutong.routes.QueueMessage;
import jakarta.jms.Connection;
import jakarta.jms.JMSException;
import jakarta.jms.MessageProducer;
import jakarta.jms.Session;
import java.util.List;

/** A connection to a broker that messages are sent over, one group after the other. */
final class Line {

  private final String broker;
  private final Connection connection;
  private final Session session;
  private final MessageProducer producer;
  private long rests;

  /** Closes the connection if it can't be used. */
  Line(String broker, Connection connection) throws JMSException {
    this.broker = broker;
    this.connection = connection;
    try {
      session = connection.createSession(true, Session.SESSION_TRANSACTED);
      producer = session.createProducer(null);
      producer.setDisableMessageTimestamp(true);
    } catch (JMSException | RuntimeException unusable) {
      close();
      throw unusable;
    }
  }

  /** In one commit. */
  void send(List<?> messages) throws JMSException {
    for (Object message : messages) {
      JmsMessages.send(session, producer, (QueueMessage) message);
    }
    session.commit();
  }

  String broker() {
    return broker;
  }

  Connection connection() {
    return connection;
  }

  void restsFrom(long nanos) {
    rests = nanos;
  }

  long rests() {
    return rests;
  }

  void close() {
    JmsMessages.close(connection);
  }
}
