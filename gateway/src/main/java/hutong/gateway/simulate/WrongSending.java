package hutong.gateway.simulate;

import jakarta.jms.BytesMessage;
import jakarta.jms.DeliveryMode;
import jakarta.jms.Destination;
import jakarta.jms.JMSException;
import jakarta.jms.Message;
import jakarta.jms.MessageProducer;
import jakarta.jms.Queue;
import jakarta.jms.Session;
import java.util.Arrays;
import java.util.Enumeration;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** Sends a message as the script has it: late, twice, changed, cut off, or not at all. */
final class WrongSending {

  private final Script script;
  private final Deeds deeds;
  private final Random chance;

  WrongSending(Script script, Deeds deeds, Random chance) {
    this.script = script;
    this.deeds = deeds;
    this.chance = chance;
  }

  /**
   * @param arguments as of {@link MessageProducer#send(Destination, Message, int, int, long)}
   */
  void send(Session session, MessageProducer producer, Object[] arguments) throws JMSException {
    Act act = script.next();
    Queue queue = (Queue) arguments[0];
    String name = queue.getQueueName();
    BytesMessage message = (BytesMessage) arguments[1];
    if (!act.delay().isZero()) {
      deeds.did(Deed.DELAYED, name);
      LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(act.delay().toMillis()));
    }
    if (falls(act.swallow())) {
      deeds.did(Deed.SWALLOWED, name);
      return;
    }
    if (falls(act.corrupt())) {
      byte[] body = body(message);
      body[chance.nextInt(body.length)] ^= (byte) (1 << chance.nextInt(Byte.SIZE));
      put(producer, queue, copy(session, message, body));
      deeds.did(Deed.CORRUPTED, name);
    } else if (falls(act.truncate())) {
      byte[] body = body(message);
      put(producer, queue, copy(session, message, Arrays.copyOf(body, body.length / 2)));
      deeds.did(Deed.TRUNCATED, name);
    } else if (falls(act.duplicate())) {
      byte[] body = body(message);
      put(producer, queue, copy(session, message, body));
      put(producer, queue, copy(session, message, body));
      deeds.did(Deed.DUPLICATED, name);
    } else {
      put(producer, queue, message);
      deeds.did(Deed.SENT, name);
    }
  }

  private synchronized boolean falls(double share) {
    return share > 0 && chance.nextDouble() < share;
  }

  private static void put(MessageProducer producer, Queue queue, BytesMessage message)
      throws JMSException {
    producer.send(
        queue,
        message,
        DeliveryMode.PERSISTENT,
        Message.DEFAULT_PRIORITY,
        Message.DEFAULT_TIME_TO_LIVE);
  }

  private static byte[] body(BytesMessage message) throws JMSException {
    message.reset();
    byte[] body = new byte[(int) message.getBodyLength()];
    message.readBytes(body);
    return body;
  }

  private static BytesMessage copy(Session session, BytesMessage of, byte[] body)
      throws JMSException {
    BytesMessage copy = session.createBytesMessage();
    Enumeration<?> names = of.getPropertyNames();
    while (names.hasMoreElements()) {
      String name = (String) names.nextElement();
      if (name.startsWith("hutong_")) {
        copy.setStringProperty(name, of.getStringProperty(name));
      }
    }
    copy.writeBytes(body);
    return copy;
  }
}
