package hutong.gateway.simulate;

import hutong.routes.BrokerConnections;
import jakarta.jms.Connection;
import jakarta.jms.JMSException;
import jakarta.jms.MessageProducer;
import jakarta.jms.Session;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;

/** Connections whose producers send what the script makes of each message. */
final class WrongConnections implements BrokerConnections {

  private final BrokerConnections right;
  private final WrongSending sending;

  WrongConnections(BrokerConnections right, WrongSending sending) {
    this.right = right;
    this.sending = sending;
  }

  @Override
  public Connection open(String node) throws JMSException {
    Connection connection = right.open(node);
    return over(
        Connection.class,
        (proxy, method, arguments) -> {
          Object made = call(connection, method, arguments);
          return made instanceof Session session ? session(session) : made;
        });
  }

  private Session session(Session session) {
    return over(
        Session.class,
        (proxy, method, arguments) -> {
          Object made = call(session, method, arguments);
          return made instanceof MessageProducer producer ? producer(session, producer) : made;
        });
  }

  /** The legs send in one way alone; see {@code legs/JmsMessages}. */
  private MessageProducer producer(Session session, MessageProducer producer) {
    return over(
        MessageProducer.class,
        (proxy, method, arguments) -> {
          if (!method.getName().equals("send")) {
            return call(producer, method, arguments);
          }
          sending.send(session, producer, arguments);
          return null;
        });
  }

  private interface Answer {
    Object to(Object proxy, Method method, Object[] arguments) throws Throwable;
  }

  private static <T> T over(Class<T> type, Answer answer) {
    return type.cast(
        Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, answer::to));
  }

  private static Object call(Object target, Method method, Object[] arguments) throws Throwable {
    try {
      return method.invoke(target, arguments);
    } catch (InvocationTargetException thrown) {
      throw thrown.getCause();
    }
  }
}
