package hutong.gateway.endtoend;

import static hutong.gateway.endtoend.TestRecords.arrival;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import hutong.client.HutongTls;
import hutong.gateway.systems.KeyScope;
import hutong.gateway.systems.NewKey;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import jakarta.jms.BytesMessage;
import jakarta.jms.Connection;
import jakarta.jms.JMSException;
import jakarta.jms.MessageConsumer;
import jakarta.jms.MessageProducer;
import jakarta.jms.ObjectMessage;
import jakarta.jms.Session;
import jakarta.jms.TextMessage;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import javax.net.ssl.SSLContext;
import org.apache.activemq.artemis.jms.client.ActiveMQConnectionFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Local systems over queues: in another language by AMQP 1.0, and in Java by JMS. */
@Tag("processes")
class QueuesTest {

  private static final Map<String, String> ON =
      Map.of("HUTONG_QUEUES_ON", "true", "HUTONG_QUEUES_PORT", "0");

  @TempDir private Path folder;
  private final Vertx vertx = Vertx.vertx();
  private Region jiangsu;
  private Region henan;
  private String suzhou;
  private String zhoukou;
  private final List<Connection> connections = new ArrayList<>();

  @BeforeEach
  void start() throws Exception {
    List<Region> regions = Region.make(folder, vertx, "320000", "410000");
    jiangsu = regions.get(0).start(ON);
    henan = regions.get(1).start(ON);
    suzhou = jiangsu.keyOf("suzhou", "3205");
    zhoukou = henan.keyOf("zhoukou", "4116");
  }

  @AfterEach
  void stop() throws Exception {
    for (Connection each : connections) {
      each.close();
    }
    jiangsu.close();
    henan.close();
    vertx.close();
  }

  private List<JsonObject> rhea(Region region, String user, String key, JsonObject script)
      throws Exception {
    JsonObject whole =
        script
            .copy()
            .put("host", "127.0.0.1")
            .put("port", region.node().queuePort())
            .put("ca", Files.readString(folder.resolve("authority/root.pem")))
            .put("user", user)
            .put("key", key);
    NpmTool.Run run =
        NpmTool.installed("queues").run(whole.encode(), List.of("node", "client.mjs"));
    return run.printed().lines().filter(line -> line.startsWith("{")).map(JsonObject::new).toList();
  }

  private static JsonObject post(String body, String reference) {
    return new JsonObject()
        .put("body", body)
        .put("reference", reference)
        .put("properties", new JsonObject().put("contentType", "application/json"));
  }

  private static JsonObject event(List<JsonObject> heard, String event, String reference) {
    return heard.stream()
        .filter(each -> event.equals(each.getString("event")))
        .filter(
            each ->
                reference == null
                    || reference.equals(each.getJsonObject("properties").getString("reference")))
        .findFirst()
        .orElseThrow(() -> new AssertionError("nothing of " + event + " in " + heard));
  }

  @Test
  void a_client_in_another_language_posts_is_handed_decides_and_hears_what_became_of_it()
      throws Exception {
    await().until(() -> jiangsu.node().queuePort() > 0);
    List<JsonObject> sent =
        rhea(
            jiangsu,
            "suzhou",
            suzhou,
            new JsonObject()
                .put("expect", 2)
                .put(
                    "posts",
                    new JsonArray()
                        .add(post(arrival("q1"), "good"))
                        .add(post("{\"type\":\"ArrivalNotice\"}", "bad"))));
    JsonObject taken = event(sent, "answer", "good");
    assertThat(taken.getJsonObject("properties").getInteger("status")).isEqualTo(202);
    String id = taken.getJsonObject("body").getString("id");
    JsonObject refused = event(sent, "answer", "bad").getJsonObject("body");
    assertThat(refused.getString("code")).isEqualTo("SCHEMA_INVALID");
    assertThat(refused.getString("fix")).isNotBlank();

    List<JsonObject> decided =
        rhea(henan, "zhoukou", zhoukou, new JsonObject().put("expect", 2).put("decide", true));
    JsonObject record = event(decided, "record", null);
    assertThat(record.getJsonObject("body").getString("id")).isEqualTo(id);
    assertThat(record.getJsonObject("body").getJsonObject("record").getString("type"))
        .isEqualTo("ArrivalNotice");
    assertThat(
            event(decided, "answer", "decision")
                .getJsonObject("body")
                .getJsonArray("results")
                .getJsonObject(0)
                .getString("result"))
        .isEqualTo("DONE");

    List<JsonObject> told = rhea(jiangsu, "suzhou", suzhou, new JsonObject().put("expect", 2));
    assertThat(told)
        .filteredOn(each -> "outcome".equals(each.getString("event")))
        .extracting(each -> each.getJsonObject("body").getString("state"))
        .containsExactly("DELIVERED", "ACCEPTED");
  }

  private Connection jms(Region region, String user, String key) throws JMSException {
    String url =
        "tcp://127.0.0.1:"
            + region.node().queuePort()
            + "?sslEnabled=true&verifyHost=true&trustStoreType=PEM&minLargeMessageSize=1000000"
            + "&trustStorePath="
            + folder.resolve("authority/root.pem");
    ActiveMQConnectionFactory factory = new ActiveMQConnectionFactory(url);
    Connection connection = factory.createConnection(user, key);
    connections.add(connection);
    connection.start();
    return connection;
  }

  private static JsonObject next(MessageConsumer consumer) throws JMSException {
    TextMessage message = (TextMessage) consumer.receive(20_000);
    assertThat(message).isNotNull();
    return new JsonObject(message.getText())
        .put("__status", message.getIntProperty("status"))
        .put("__reference", message.getStringProperty("reference"));
  }

  @Test
  void jms_posts_are_answered_in_order_with_the_codes_of_the_api_and_once_each() throws Exception {
    Session session =
        jms(jiangsu, "suzhou", suzhou).createSession(true, Session.SESSION_TRANSACTED);
    MessageProducer posts = session.createProducer(session.createQueue("hutong.submit.suzhou"));
    MessageConsumer told = session.createConsumer(session.createQueue("hutong.outcome.suzhou"));
    for (String key : List.of("j1", "j2", "j1")) {
      TextMessage message = session.createTextMessage(arrival(key));
      message.setStringProperty("reference", key);
      posts.send(message);
    }
    BytesMessage bytes = session.createBytesMessage();
    bytes.writeBytes(new byte[] {1, 2, 3});
    bytes.setStringProperty("kind", "nonsense");
    posts.send(bytes);
    TextMessage unknown = session.createTextMessage("{}");
    unknown.setStringProperty("dialect", "no-such");
    posts.send(unknown);
    TextMessage lease = session.createTextMessage("{\"items\":[]}");
    lease.setStringProperty("kind", "decision");
    posts.send(lease);
    session.commit();

    JsonObject one = next(told);
    JsonObject two = next(told);
    JsonObject again = next(told);
    assertThat(two.getInteger("__status")).isEqualTo(202);
    // The two were under way together: one of them was taken, the other is known.
    assertThat(List.of(one.getInteger("__status"), again.getInteger("__status")))
        .containsExactlyInAnyOrder(202, 200);
    assertThat(again.getString("id")).isEqualTo(one.getString("id"));
    assertThat(again.getString("__reference")).isEqualTo("j1");
    assertThat(next(told).getString("code")).isEqualTo("BODY_INVALID");
    assertThat(next(told).getString("code")).isEqualTo("DIALECT_UNKNOWN");
    assertThat(next(told).getString("code")).isEqualTo("PARAMETER_INVALID");
    session.commit();
  }

  @Test
  void a_system_reaches_its_own_queues_alone_as_far_as_its_key_is_for() throws Exception {
    String other = jiangsu.keyOf("nantong", "3206");
    String reader =
        jiangsu.node().systems().addKey("suzhou", new NewKey(null, Set.of(KeyScope.READ), null));
    await().untilAsserted(() -> jms(jiangsu, "nantong", other).close());

    Session mine = jms(jiangsu, "suzhou", suzhou).createSession(false, Session.AUTO_ACKNOWLEDGE);
    for (String queue :
        List.of("hutong.outcome.nantong", "hutong.deliver.nantong", "hutong.submit.suzhou")) {
      assertThatThrownBy(() -> mine.createConsumer(mine.createQueue(queue)))
          .isInstanceOf(JMSException.class);
      assertThatThrownBy(() -> mine.createBrowser(mine.createQueue(queue)).getEnumeration())
          .isInstanceOf(JMSException.class);
    }
    for (String queue :
        List.of("hutong.submit.nantong", "hutong.outcome.suzhou", "activemq.management", "new")) {
      assertThatThrownBy(
              () -> mine.createProducer(mine.createQueue(queue)).send(mine.createTextMessage("{}")))
          .isInstanceOf(JMSException.class);
    }
    Session reading = jms(jiangsu, "suzhou", reader).createSession(false, Session.AUTO_ACKNOWLEDGE);
    reading.createConsumer(reading.createQueue("hutong.outcome.suzhou")).close();
    assertThatThrownBy(() -> reading.createConsumer(reading.createQueue("hutong.deliver.suzhou")))
        .isInstanceOf(JMSException.class);
    assertThatThrownBy(
            () ->
                reading
                    .createProducer(reading.createQueue("hutong.submit.suzhou"))
                    .send(reading.createTextMessage("{}")))
        .isInstanceOf(JMSException.class);
    for (List<String> stranger :
        List.of(
            List.of("suzhou", other),
            List.of("nantong", suzhou),
            List.of("inside", "x"),
            List.of("suzhou", "hk_suzhou_" + "A".repeat(43)))) {
      assertThatThrownBy(() -> jms(jiangsu, stranger.get(0), stranger.get(1)))
          .isInstanceOf(JMSException.class);
    }
  }

  @Test
  void an_ended_key_is_cut_off_and_what_a_hostile_client_sends_is_refused_to_its_face()
      throws Exception {
    Session session = jms(jiangsu, "suzhou", suzhou).createSession(false, Session.AUTO_ACKNOWLEDGE);
    MessageProducer posts = session.createProducer(session.createQueue("hutong.submit.suzhou"));
    TextMessage large = session.createTextMessage("x".repeat(700_000));
    assertThatThrownBy(() -> posts.send(large)).isInstanceOf(JMSException.class);
    ObjectMessage object = session.createObjectMessage("x");
    assertThatThrownBy(() -> posts.send(object)).isInstanceOf(JMSException.class);
    TextMessage scheduled = session.createTextMessage("{}");
    scheduled.setLongProperty("_AMQ_SCHED_DELIVERY", System.currentTimeMillis() + 60_000);
    assertThatThrownBy(() -> posts.send(scheduled)).isInstanceOf(JMSException.class);
    TextMessage grouped = session.createTextMessage("{}");
    grouped.setStringProperty("JMSXGroupID", "g");
    assertThatThrownBy(() -> posts.send(grouped)).isInstanceOf(JMSException.class);
    TextMessage duplicate = session.createTextMessage("{}");
    duplicate.setStringProperty("_AMQ_DUPL_ID", "d");
    assertThatThrownBy(() -> posts.send(duplicate)).isInstanceOf(JMSException.class);

    MessageConsumer told = session.createConsumer(session.createQueue("hutong.outcome.suzhou"));
    posts.send(session.createTextMessage(arrival("h1")));
    assertThat(next(told).getInteger("__status")).isEqualTo(202);
    jiangsu.node().systems().rotate("suzhou", Duration.ZERO, null);
    assertThatThrownBy(() -> posts.send(session.createTextMessage(arrival("h2"))))
        .isInstanceOf(JMSException.class);
    assertThatThrownBy(() -> jms(jiangsu, "suzhou", suzhou)).isInstanceOf(JMSException.class);
  }

  @Test
  void the_description_of_the_queues_is_valid_by_an_outside_judge() throws Exception {
    Path description =
        Path.of("src/main/resources/hutong/gateway/http/asyncapi.yaml").toAbsolutePath();
    NpmTool.Run run =
        NpmTool.installed("queues")
            .run(Files.readString(description), List.of("node", "judge.mjs"));
    assertThat(run.printed()).contains("valid, AsyncAPI 3.0.0");
    assertThat(run.exit()).isZero();
  }

  /** The broker itself would gather up to 2 GB of either before anybody has shown a key. */
  @Test
  void who_speaks_http_or_announces_a_huge_frame_is_hung_up_on_at_once() throws Exception {
    await().until(() -> jiangsu.node().queuePort() > 0);
    SSLContext trust = HutongTls.of(folder.resolve("authority/root.pem"), null);
    for (String hello :
        List.of(
            "POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 2000000000\r\n\r\n",
            "ARTEMIS\u007f\u00ff\u00ff\u00ff",
            "\u0000\u00ff\u00ff\u00ff")) {
      try (Socket socket =
          trust
              .getSocketFactory()
              .createSocket(InetAddress.getLoopbackAddress(), jiangsu.node().queuePort())) {
        socket.setSoTimeout(10_000);
        OutputStream out = socket.getOutputStream();
        out.write(hello.getBytes(StandardCharsets.ISO_8859_1));
        out.flush();
        long poured = 0;
        byte[] piece = new byte[64 << 10];
        try {
          while (poured < 64 << 20) {
            out.write(piece);
            poured += piece.length;
          }
        } catch (IOException hungUp) {
          // As it should be.
        }
        assertThat(poured).as(hello).isLessThan(16 << 20);
      }
    }
    jms(jiangsu, "suzhou", suzhou).close();
  }

  /** Invariant 10: nothing of it lies on disk in plain. */
  @Test
  void what_waits_in_a_queue_is_on_disk_in_cipher_alone_and_there_again_after_a_restart()
      throws Exception {
    Connection connection = jms(jiangsu, "suzhou", suzhou);
    Session session = connection.createSession(false, Session.AUTO_ACKNOWLEDGE);
    MessageProducer posts = session.createProducer(session.createQueue("hutong.submit.suzhou"));
    for (int i = 0; i < 40; i++) {
      TextMessage message = session.createTextMessage(arrival("sealed" + i));
      message.setStringProperty("reference", "SECRET-REFERENCE");
      posts.send(message);
    }
    Session transacted = connection.createSession(true, Session.SESSION_TRANSACTED);
    MessageProducer more =
        transacted.createProducer(transacted.createQueue("hutong.submit.suzhou"));
    more.send(transacted.createTextMessage(arrival("sealed-in-a-transaction")));
    transacted.commit();
    await().untilAsserted(() -> assertThat(waitingOutcomes()).isGreaterThanOrEqualTo(41));
    List<String> plain =
        List.of("样例路", "412701198502030007", "SECRET-REFERENCE", "sealed1", "SUBMITTED");
    assertThat(onDisk(jiangsu.home().queues(), plain)).isEmpty();
    connection.close();
    jiangsu.close();
    assertThat(onDisk(jiangsu.home().queues(), plain)).isEmpty();
    jiangsu.start(ON);
    Session again = jms(jiangsu, "suzhou", suzhou).createSession(false, Session.AUTO_ACKNOWLEDGE);
    MessageConsumer told = again.createConsumer(again.createQueue("hutong.outcome.suzhou"));
    for (int answers = 0; answers < 41; ) {
      JsonObject next = next(told);
      answers += next.containsKey("warnings") || next.containsKey("state") ? 1 : 0;
    }
  }

  private long waitingOutcomes() throws JMSException {
    Session session =
        jms(jiangsu, "suzhou", suzhou).createSession(false, Session.CLIENT_ACKNOWLEDGE);
    try (var browser = session.createConsumer(session.createQueue("hutong.outcome.suzhou"))) {
      long count = 0;
      while (browser.receive(300) != null) {
        count++;
      }
      return count;
    } finally {
      session.close();
    }
  }

  private static List<String> onDisk(Path folder, List<String> plain) throws IOException {
    List<String> found = new ArrayList<>();
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        byte[] octets = Files.readAllBytes(file);
        for (Charset charset :
            List.of(StandardCharsets.UTF_8, StandardCharsets.UTF_16LE, StandardCharsets.UTF_16BE)) {
          String text = new String(octets, StandardCharsets.ISO_8859_1);
          for (String word : plain) {
            if (text.contains(new String(word.getBytes(charset), StandardCharsets.ISO_8859_1))) {
              found.add(file.getFileName() + " " + word + " " + charset);
            }
          }
        }
      }
    }
    return found;
  }

  @Test
  void queues_whose_disk_was_full_come_back_by_themselves_with_all_that_was_confirmed()
      throws Exception {
    jiangsu.close();
    Path disk = jiangsu.home().queues();
    assumeTrue(run("mount", "-t", "tmpfs", "-o", "size=64m", "hutong-test", disk.toString()) == 0);
    try {
      jiangsu.start(ON);
      int confirmed = posts("before", 5);
      Path ballast = disk.resolve("ballast");
      assertThat(run("sh", "-c", "cat /dev/zero > " + ballast)).isNotZero();
      confirmed += posts("full", 3_000);
      assertThat(confirmed).as("its disk was full").isLessThan(3_005);
      Files.delete(ballast);
      await().atMost(Duration.ofMinutes(1)).ignoreExceptions().until(() -> posts("after", 1) == 1);
      Set<String> heard = new HashSet<>();
      Session session =
          jms(jiangsu, "suzhou", suzhou).createSession(false, Session.AUTO_ACKNOWLEDGE);
      MessageConsumer told = session.createConsumer(session.createQueue("hutong.outcome.suzhou"));
      while (heard.size() < confirmed + 1) {
        TextMessage message = (TextMessage) told.receive(20_000);
        assertThat(message).as("of " + confirmed + " only " + heard.size()).isNotNull();
        if (message.propertyExists("reference")) {
          heard.add(message.getStringProperty("reference"));
        }
      }
    } finally {
      jiangsu.close();
      run("umount", "-l", disk.toString());
    }
  }

  /** Until one is not confirmed, and at most so many; returns how many were. */
  private int posts(String prefix, int most) {
    int confirmed = 0;
    try (Connection connection = jms(jiangsu, "suzhou", suzhou)) {
      Session session = connection.createSession(false, Session.AUTO_ACKNOWLEDGE);
      MessageProducer posts = session.createProducer(session.createQueue("hutong.submit.suzhou"));
      while (confirmed < most) {
        String key = prefix + "-" + confirmed;
        TextMessage message = session.createTextMessage(arrival(key) + " ".repeat(60_000));
        message.setStringProperty("reference", key);
        posts.send(message);
        confirmed++;
      }
    } catch (JMSException refused) {
      // What it had confirmed counts.
    }
    return confirmed;
  }

  private static int run(String... command) throws IOException, InterruptedException {
    return new ProcessBuilder(command).redirectErrorStream(true).start().waitFor();
  }
}
