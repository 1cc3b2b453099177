package hutong.routes.legs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import hutong.routes.BrokerConnections;
import hutong.routes.QueueMessage;
import jakarta.jms.BytesMessage;
import jakarta.jms.Connection;
import jakarta.jms.JMSException;
import jakarta.jms.MessageProducer;
import jakarta.jms.Queue;
import jakarta.jms.Session;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class LinesTest {

  private static final List<QueueMessage> MESSAGES =
      List.of(new QueueMessage("hutong.inbox.360000", Map.of(), new byte[] {1}));

  private final AtomicInteger opened = new AtomicInteger();
  private final AtomicInteger closed = new AtomicInteger();
  private final Set<String> refused = ConcurrentHashMap.newKeySet();
  private final CountDownLatch answers = new CountDownLatch(1);
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private boolean silent;
  private boolean broken;

  private final Lines lines =
      new Lines(
          new BrokerConnections() {
            @Override
            public Connection open(String node) throws JMSException {
              opened.incrementAndGet();
              if (silent) {
                waitFor(answers);
                throw new JMSException("nobody answers", "NOBODY");
              }
              return connection();
            }

            @Override
            public String broker(String node) {
              return "hub " + node.charAt(0);
            }

            @Override
            public boolean serves(Connection connection, String node) {
              return !refused.contains(node);
            }
          });

  @AfterEach
  void stop() {
    threads.shutdownNow();
  }

  private static void waitFor(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
    }
  }

  private Connection connection() {
    MessageProducer producer = fake(MessageProducer.class, Map.of());
    Session session =
        fake(
            Session.class,
            Map.of(
                "createProducer", producer,
                "createQueue", fake(Queue.class, Map.of()),
                "createBytesMessage", fake(BytesMessage.class, Map.of())));
    return fake(Connection.class, Map.of("createSession", session));
  }

  private <T> T fake(Class<T> type, Map<String, Object> answers) {
    return type.cast(
        Proxy.newProxyInstance(
            type.getClassLoader(),
            new Class<?>[] {type},
            (proxy, method, arguments) -> {
              if (method.getName().equals("commit") && broken) {
                throw new JMSException("broken");
              }
              if (type == Connection.class && method.getName().equals("close")) {
                closed.incrementAndGet();
              }
              return answers.get(method.getName());
            }));
  }

  @Test
  void whoever_is_at_the_same_broker_shares_a_line_one_after_the_other() throws Exception {
    lines.send("1a", MESSAGES);
    lines.send("1b", MESSAGES);
    assertThat(opened).hasValue(1);
    lines.send("2a", MESSAGES);
    assertThat(opened).hasValue(2);
    lines.close();
    assertThat(closed).hasValue(2);
  }

  @Test
  void a_line_is_used_for_nobody_whom_its_broker_may_not_serve() throws Exception {
    lines.send("1a", MESSAGES);
    refused.add("1b");
    lines.send("1b", MESSAGES);
    assertThat(opened).as("the broker is asked who it is").hasValue(2);
    assertThat(closed).hasValue(1);
  }

  @Test
  void one_that_breaks_takes_the_others_to_its_broker_along() throws Exception {
    lines.send("1a", MESSAGES);
    broken = true;
    assertThatThrownBy(() -> lines.send("1b", MESSAGES)).isInstanceOf(JMSException.class);
    broken = false;
    lines.send("1a", MESSAGES);
    assertThat(opened).hasValue(2);
    assertThat(closed).hasValue(1);
  }

  @Test
  void of_many_that_wait_for_a_silent_broker_one_alone_calls_it() throws Exception {
    silent = true;
    List<Future<?>> sending = new ArrayList<>();
    Set<Thread> waiting = ConcurrentHashMap.newKeySet();
    for (int i = 0; i < 20; i++) {
      String node = "1" + (char) ('a' + i);
      sending.add(
          threads.submit(
              () -> {
                waiting.add(Thread.currentThread());
                lines.send(node, MESSAGES);
                return null;
              }));
    }
    await()
        .until(
            () ->
                waiting.size() == 20
                    && new HashSet<>(waiting)
                        .stream().allMatch(each -> each.getState() == Thread.State.WAITING));
    answers.countDown();
    for (Future<?> each : sending) {
      assertThatThrownBy(each::get)
          .cause()
          .isInstanceOfSatisfying(
              JMSException.class, fault -> assertThat(fault.getErrorCode()).isEqualTo("NOBODY"));
    }
    assertThat(opened).hasValue(1);
  }
}
