package hutong.routes.legs;

import hutong.routes.Bundle;
import hutong.routes.QueueMessage;
import jakarta.jms.BytesMessage;
import jakarta.jms.Connection;
import jakarta.jms.DeliveryMode;
import jakarta.jms.JMSException;
import jakarta.jms.Message;
import jakarta.jms.MessageProducer;
import jakarta.jms.Session;
import java.util.Enumeration;
import java.util.HashMap;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Turns queue messages into JMS messages and back; only allowed hints pass, either way. */
final class JmsMessages {

  /** Of what is too long so much is held that it is seen to be: none of it is opened. */
  private static final int LONGEST_BODY = Bundle.LONGEST + 1;

  private static final String PREFIX = "hutong_";

  /** Set by the broker, over whatever the sender wrote there. */
  private static final String WRITTEN_BY = "JMSXUserID";

  private static final int MOST_HINTS = 16;
  private static final int LONGEST_HINT = 128;
  private static final char NOT_IN_A_DATABASE = 0;

  private static final Logger LOG = LoggerFactory.getLogger(JmsMessages.class);

  private JmsMessages() {}

  static void send(Session session, MessageProducer producer, QueueMessage message)
      throws JMSException {
    BytesMessage bytes = session.createBytesMessage();
    bytes.writeBytes(message.body());
    for (Map.Entry<String, String> hint : message.hints().entrySet()) {
      bytes.setStringProperty(PREFIX + hint.getKey(), hint.getValue());
    }
    producer.send(
        session.createQueue(message.queue()),
        bytes,
        DeliveryMode.PERSISTENT,
        Message.DEFAULT_PRIORITY,
        Message.DEFAULT_TIME_TO_LIVE);
  }

  static QueueMessage read(String queue, Message message) throws JMSException {
    Map<String, String> hints = new HashMap<>();
    Enumeration<?> names = message.getPropertyNames();
    while (names.hasMoreElements() && hints.size() < MOST_HINTS) {
      String name = (String) names.nextElement();
      if (name.startsWith(PREFIX)
          && message.getObjectProperty(name) instanceof String hint
          && hint.length() <= LONGEST_HINT
          && hint.indexOf(NOT_IN_A_DATABASE) < 0) {
        hints.put(name.substring(PREFIX.length()), hint);
      }
    }
    byte[] body = new byte[0];
    if (message instanceof BytesMessage bytes) {
      // Of a streamed one its sender says how long it is, so it may say anything.
      body = new byte[(int) Math.max(0, Math.min(LONGEST_BODY, bytes.getBodyLength()))];
      bytes.readBytes(body);
    }
    return new QueueMessage(queue, hints, body, message.getStringProperty(WRITTEN_BY));
  }

  static void close(Connection connection) {
    if (connection == null) {
      return;
    }
    try {
      connection.close();
    } catch (JMSException | RuntimeException alreadyGone) {
      LOG.debug("A broker connection was gone before it was closed");
    }
  }
}
