package hutong.routes.legs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import hutong.routes.QueueMessage;
import jakarta.jms.Connection;
import jakarta.jms.JMSException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.apache.activemq.artemis.api.core.QueueConfiguration;
import org.apache.activemq.artemis.api.core.RoutingType;
import org.apache.activemq.artemis.api.core.SimpleString;
import org.apache.activemq.artemis.core.config.impl.ConfigurationImpl;
import org.apache.activemq.artemis.core.server.embedded.EmbeddedActiveMQ;
import org.apache.activemq.artemis.core.settings.impl.AddressSettings;
import org.apache.activemq.artemis.jms.client.ActiveMQConnectionFactory;
import org.apache.camel.CamelContext;
import org.apache.camel.ProducerTemplate;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The batch endpoint against a real broker with its journal. */
class JmsBatchTest {

  private static final String QUEUE = "test.queue";
  private static final String DEAD = "test.dead";

  @TempDir private Path folder;

  private final EmbeddedActiveMQ broker = new EmbeddedActiveMQ();
  private final CamelContext camel = new DefaultCamelContext();
  private final List<List<String>> groups = Collections.synchronizedList(new ArrayList<>());
  private final Set<String> poison = Collections.synchronizedSet(new HashSet<>());
  private ActiveMQConnectionFactory connections;

  @BeforeEach
  void start() throws Exception {
    ConfigurationImpl configuration = new ConfigurationImpl();
    configuration
        .setSecurityEnabled(false)
        .setJMXManagementEnabled(false)
        .setJournalDirectory(folder.resolve("journal").toString())
        .setBindingsDirectory(folder.resolve("bindings").toString())
        .setPagingDirectory(folder.resolve("paging").toString())
        .setLargeMessagesDirectory(folder.resolve("large").toString())
        .addAcceptorConfiguration("inside", "vm://77")
        .addAddressSetting(
            "#",
            new AddressSettings()
                .setMaxDeliveryAttempts(3)
                .setDeadLetterAddress(SimpleString.of(DEAD)));
    for (String name : List.of(QUEUE, DEAD)) {
      configuration.addQueueConfiguration(
          QueueConfiguration.of(name).setAddress(name).setRoutingType(RoutingType.ANYCAST));
    }
    broker.setConfiguration(configuration);
    broker.start();
    connections = new ActiveMQConnectionFactory("vm://77");
    camel.addComponent("jms-batch", new JmsBatchComponent(this::open));
    camel.addRoutes(
        new RouteBuilder() {
          @Override
          public void configure() {
            from("direct:send").to("jms-batch:node");
            from("jms-batch:node/" + QUEUE + "?max=16")
                .routeId("consume")
                .autoStartup(false)
                .process(exchange -> handle(exchange.getMessage().getBody(List.class)));
          }
        });
    camel.start();
  }

  @AfterEach
  void stop() throws Exception {
    camel.stop();
    connections.close();
    broker.stop();
  }

  @Test
  void many_messages_are_handed_over_as_one_list_in_order() throws Exception {
    send(names(100));
    camel.getRouteController().startRoute("consume");
    await().untilAsserted(() -> assertThat(handled()).hasSize(100));
    assertThat(handled()).isEqualTo(names(100));
    assertThat(groups.size()).as("groups for 100 messages").isLessThan(30);
    assertThat(groups).allSatisfy(group -> assertThat(group).hasSizeLessThanOrEqualTo(16));
  }

  @Test
  void a_failed_group_comes_again_one_by_one_and_only_the_poisonous_message_is_left_behind()
      throws Exception {
    poison.add("7");
    send(names(20));
    camel.getRouteController().startRoute("consume");
    await()
        .untilAsserted(
            () -> {
              assertThat(handled()).hasSize(19).doesNotContain("7").doesNotHaveDuplicates();
              assertThat(broker.getActiveMQServer().locateQueue(DEAD).getMessageCount())
                  .isEqualTo(1);
              assertThat(broker.getActiveMQServer().locateQueue(QUEUE).getMessageCount()).isZero();
            });
  }

  @Test
  void a_message_is_acknowledged_only_after_the_route_has_ended() throws Exception {
    poison.add("0");
    send(List.of("0"));
    camel.getRouteController().startRoute("consume");
    await().until(() -> broker.getActiveMQServer().locateQueue(DEAD).getMessageCount() == 1);
    assertThat(handled()).isEmpty();
  }

  @Test
  void only_hints_of_our_own_pass() throws Exception {
    try (Connection connection = connections.createConnection();
        var session = connection.createSession()) {
      var message = session.createBytesMessage();
      message.writeBytes("x".getBytes(StandardCharsets.UTF_8));
      message.setStringProperty("hutong_from", "360000");
      message.setStringProperty("CamelExecCommandExecutable", "rm");
      message.setStringProperty("hutong_long", "y".repeat(10_000));
      session.createProducer(session.createQueue(QUEUE)).send(message);
      connection.start();
      var received = session.createConsumer(session.createQueue(QUEUE)).receive(2_000);
      assertThat(JmsMessages.read(QUEUE, received).hints()).isEqualTo(Map.of("from", "360000"));
    }
  }

  private Connection open(String node) throws JMSException {
    return connections.createConnection();
  }

  private void handle(List<?> messages) {
    List<String> names =
        messages.stream()
            .map(message -> new String(((QueueMessage) message).body(), StandardCharsets.UTF_8))
            .toList();
    if (names.stream().anyMatch(poison::contains)) {
      throw new IllegalStateException("poisonous");
    }
    groups.add(names);
  }

  private List<String> handled() {
    synchronized (groups) {
      return groups.stream().flatMap(List::stream).toList();
    }
  }

  private void send(List<String> names) throws Exception {
    try (ProducerTemplate template = camel.createProducerTemplate()) {
      template.sendBody(
          "direct:send",
          names.stream()
              .map(name -> new QueueMessage(QUEUE, Map.of(), name.getBytes(StandardCharsets.UTF_8)))
              .toList());
    }
  }

  private static List<String> names(int count) {
    return IntStream.range(0, count).mapToObj(Integer::toString).toList();
  }
}
