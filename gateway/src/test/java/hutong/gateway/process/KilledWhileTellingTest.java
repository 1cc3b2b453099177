package hutong.gateway.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import hutong.certs.NodeKeys;
import hutong.client.HutongClient;
import hutong.gateway.broker.FreePort;
import hutong.gateway.node.Home;
import hutong.gateway.node.NewNode;
import hutong.gateway.node.NewNodes;
import hutong.gateway.systems.SystemsFile;
import hutong.routes.LocalSystem;
import jakarta.jms.Connection;
import jakarta.jms.JMSException;
import jakarta.jms.MessageConsumer;
import jakarta.jms.MessageProducer;
import jakarta.jms.Session;
import jakarta.jms.TextMessage;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import org.apache.activemq.artemis.jms.client.ActiveMQConnectionFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A node is killed with SIGKILL while it tells local systems of their records: nothing is missed.
 */
@Tag("processes")
class KilledWhileTellingTest {

  private static final JsonMapper JSON = JsonMapper.builder().build();
  private static final int RECORDS = 300;

  @TempDir private Path folder;
  private Home home;
  private NodeProcess node;
  private String key;
  private String operator;
  private int queues;

  @BeforeEach
  void start() throws Exception {
    home =
        NewNodes.create(
                folder,
                List.of(
                    NewNode.local("320000", "江苏省", "Jiangsu"),
                    NewNode.local("410000", "河南省", "Henan")),
                Map.of(),
                Clock.systemUTC())
            .get(0);
    SystemsFile systems = new SystemsFile(home.systems(), Clock.systemUTC(), new SecureRandom());
    key = systems.add(new LocalSystem("suzhou", true, null, Set.of(), List.of("3205")), null);
    operator = systems.addOperator("watcher", null);
    queues = FreePort.find();
    Files.copy(folder.resolve("authority/root.pem"), home.folder().resolve("root.pem"));
    node =
        new NodeProcess(
                home,
                Map.of(
                    "HUTONG_QUEUES_ON", "true",
                    "HUTONG_QUEUES_PORT", Integer.toString(queues),
                    "HUTONG_WEBHOOKS_ALLOW", "127.0.0.0/8",
                    "HUTONG_WEBHOOKS_TRUST", "root.pem"))
            .start();
  }

  @AfterEach
  void stop() {
    if (node != null) {
      node.close();
    }
  }

  private HutongClient client(String as) {
    return new HutongClient(URI.create("http://127.0.0.1:" + node.httpPort()), as, "en", null);
  }

  private static byte[] arrival(String name) {
    return TwoProcesses.arrival(name);
  }

  /** A receiver with a certificate of the node's own authority. */
  private HttpsServer receiver(List<String> heard) throws Exception {
    char[] secret = home.secret(Map.of()).characters();
    KeyStore keys = KeyStore.getInstance("PKCS12");
    try (InputStream in = Files.newInputStream(NodeKeys.tlsKeyStore(home.keys()))) {
      keys.load(in, secret);
    }
    KeyManagerFactory factory =
        KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
    factory.init(keys, secret);
    SSLContext tls = SSLContext.getInstance("TLSv1.3");
    tls.init(factory.getKeyManagers(), null, null);
    HttpsServer receiver =
        HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    receiver.setHttpsConfigurator(new HttpsConfigurator(tls));
    receiver.createContext(
        "/hook",
        call -> {
          call.getRequestBody().readAllBytes();
          heard.add(call.getRequestHeaders().getFirst("webhook-id"));
          call.sendResponseHeaders(204, -1);
          call.close();
        });
    receiver.start();
    return receiver;
  }

  @Test
  void a_webhook_hears_everything_in_order_at_least_once() throws Exception {
    List<String> heard = new CopyOnWriteArrayList<>();
    HttpsServer receiver = receiver(heard);
    try {
      String url = "https://127.0.0.1:" + receiver.getAddress().getPort() + "/hook?token=SECRET";
      JsonNode hook =
          client(key).call("/v1/webhooks", JSON.createObjectNode().put("url", url)).orElseThrow();
      assertThat(hook.path("id").asText()).isNotEmpty();
      for (int i = 0; i < RECORDS; i++) {
        UUID id = client(key).post(arrival("hook-" + i), null, null).id();
        client(operator).call("/v1/records/" + id + ":abandon", JSON.createObjectNode());
        if (i == RECORDS / 2) {
          await().atMost(Duration.ofSeconds(30)).until(() -> heard.size() > 20);
          node.kill();
          node.start();
        }
      }
      await()
          .atMost(Duration.ofSeconds(60))
          .untilAsserted(() -> assertThat(new HashSet<>(heard)).hasSize(RECORDS));
      List<String> first = new ArrayList<>(new LinkedHashSet<>(heard));
      List<String> told = new ArrayList<>();
      String next = "";
      for (var page = client(key).outcomes(next, 0); !page.items().isEmpty(); ) {
        page.items().forEach(each -> told.add(each.get("cursor").asText()));
        page = client(key).outcomes(page.next(), 0);
      }
      assertThat(told).hasSize(RECORDS);
      assertThat(first.stream().map(each -> each.replaceAll(".*[^0-9]([0-9]+)$", "$1")))
          .isEqualTo(told);
      assertThat(heard).as("few are told twice").hasSizeLessThan(RECORDS + 60);
    } finally {
      receiver.stop(0);
    }
    for (Path each :
        List.of(home.folder().resolve("ledger.db"), home.folder().resolve("ledger.db-wal"))) {
      if (Files.exists(each)) {
        assertThat(new String(Files.readAllBytes(each), StandardCharsets.ISO_8859_1))
            .as("a receiver's own secret")
            .doesNotContain("token=SECRET");
      }
    }
  }

  private Connection jms() throws JMSException {
    String url =
        "tcp://127.0.0.1:"
            + queues
            + "?sslEnabled=true&verifyHost=true&trustStoreType=PEM&minLargeMessageSize=1000000"
            + "&trustStorePath="
            + home.folder().resolve("root.pem");
    Connection connection = new ActiveMQConnectionFactory(url).createConnection("suzhou", key);
    connection.start();
    return connection;
  }

  @Test
  void every_post_that_a_queue_confirmed_is_answered_and_posted_once() throws Exception {
    Set<String> confirmed = new HashSet<>();
    post("before-", confirmed);
    Set<String> answered = new HashSet<>();
    hear(answered, RECORDS / 3);
    post("again-", confirmed);
    node.kill();
    node.start();
    await()
        .atMost(Duration.ofSeconds(60))
        .ignoreExceptions()
        .until(
            () -> {
              hear(answered, confirmed.size());
              return answered.containsAll(confirmed);
            });
    long posted = 0;
    for (JsonNode each : client(operator).read("/v1/status").get("tally")) {
      posted += each.get("count").asLong();
    }
    assertThat(posted).isEqualTo(confirmed.size());
  }

  private void post(String prefix, Set<String> confirmed) throws JMSException {
    try (Connection connection = jms()) {
      Session session = connection.createSession(false, Session.AUTO_ACKNOWLEDGE);
      MessageProducer posts = session.createProducer(session.createQueue("hutong.submit.suzhou"));
      for (int i = 0; i < RECORDS; i++) {
        String name = prefix + i;
        TextMessage message =
            session.createTextMessage(new String(arrival(name), StandardCharsets.UTF_8));
        message.setStringProperty("reference", name);
        posts.send(message);
        confirmed.add(name);
      }
    }
  }

  private void hear(Set<String> answered, int most) throws JMSException {
    try (Connection connection = jms()) {
      Session session = connection.createSession(false, Session.AUTO_ACKNOWLEDGE);
      MessageConsumer told = session.createConsumer(session.createQueue("hutong.outcome.suzhou"));
      TextMessage message = (TextMessage) told.receive(2_000);
      while (message != null && answered.size() < most) {
        if (message.propertyExists("reference")) {
          answered.add(message.getStringProperty("reference"));
        }
        message = answered.size() < most ? (TextMessage) told.receive(2_000) : null;
      }
    }
  }
}
