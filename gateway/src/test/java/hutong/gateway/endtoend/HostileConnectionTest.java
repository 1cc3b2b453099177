package hutong.gateway.endtoend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import hutong.certs.BrokerAddress;
import hutong.gateway.broker.TlsStores;
import hutong.routes.Bundle;
import hutong.routes.QueueNames;
import io.vertx.core.Vertx;
import jakarta.jms.BytesMessage;
import jakarta.jms.Connection;
import jakarta.jms.JMSException;
import jakarta.jms.Message;
import jakarta.jms.MessageProducer;
import jakarta.jms.Session;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.util.ArrayList;
import java.util.List;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** What a member can do to another's broker over its own connection, and what it can't. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class HostileConnectionTest {

  private static final String JIANGSU = "320000";
  private static final String JIANGXI = "360000";
  private static final String HENAN = "410000";

  @TempDir static Path folder;

  private interface Change {
    void of(MessageProducer producer, BytesMessage message) throws JMSException;
  }

  Vertx vertx;
  private Region henan;
  private Rogue jiangsu;
  private Rogue jiangxi;

  List<Region> regions(String... codes) throws Exception {
    return Region.make(folder, vertx, codes);
  }

  /** Where the broker keeps what is streamed to it. */
  Path large() {
    return henan.home().broker().resolve("large");
  }

  @BeforeAll
  void start() throws Exception {
    vertx = Vertx.vertx();
    List<Region> regions = regions(JIANGSU, JIANGXI, HENAN);
    henan = regions.get(2).start();
    jiangsu = new Rogue(JIANGSU, regions.get(0).home(), henan.node()::directory);
    jiangxi = new Rogue(JIANGXI, regions.get(1).home(), henan.node()::directory);
  }

  @AfterAll
  void stop() {
    jiangxi.close();
    jiangsu.close();
    henan.close();
    vertx.close();
  }

  @Test
  void message_waits_its_turn_like_all_others() throws Exception {
    assertThatCode(() -> send((producer, message) -> {})).doesNotThrowAnyException();
    refused((producer, message) -> producer.setPriority(9));
    refused((producer, message) -> producer.setPriority(0));
    refused((producer, message) -> producer.setTimeToLive(1));
    refused((producer, message) -> producer.setDeliveryDelay(1_000_000));
    refused((producer, message) -> producer.setDeliveryMode(1));
    refused((producer, message) -> message.setStringProperty("JMSXGroupID", "mine"));
  }

  @Test
  void message_has_few_properties() throws Exception {
    refused(
        (producer, message) -> {
          for (int i = 0; i < 10_000; i++) {
            message.setStringProperty("hutong_" + i, "x");
          }
        });
  }

  /** An object says how long it is, and its reader makes room for as much before it looks. */
  @Test
  void message_that_its_reader_would_unpack_is_refused() throws Exception {
    for (Making making : List.<Making>of(Session::createObjectMessage, Session::createMapMessage)) {
      assertThatThrownBy(() -> sendOther(making)).isInstanceOf(JMSException.class);
    }
    assertThatThrownBy(() -> sendOther(Session::createTextMessage))
        .isInstanceOf(JMSException.class);
    assertThatThrownBy(() -> sendOther(Session::createStreamMessage))
        .isInstanceOf(JMSException.class);
    assertThatThrownBy(() -> sendOther(Session::createMessage)).isInstanceOf(JMSException.class);
  }

  /** The broker would remember it for ever. */
  @Test
  void message_that_tells_the_broker_to_remember_an_id_is_refused() throws Exception {
    refused((producer, message) -> message.setStringProperty("_AMQ_DUPL_ID", "x".repeat(900_000)));
    refused((producer, message) -> message.setStringProperty("_AMQ_BRIDGE_DUP", "x"));
  }

  private interface Making {
    Message by(Session session) throws JMSException;
  }

  private void sendOther(Making making) throws JMSException {
    try (Connection connection = jiangsu.connect(HENAN);
        Session session = connection.createSession(true, Session.SESSION_TRANSACTED);
        MessageProducer producer =
            session.createProducer(session.createQueue(QueueNames.inbox(HENAN)))) {
      producer.send(making.by(session));
      session.commit();
    }
  }

  @Test
  void message_that_is_streamed_without_end_is_not_begun() throws Exception {
    refused((producer, message) -> message.writeBytes(new byte[3 << 20]));
    try (var large = Files.list(large())) {
      assertThat(large).isEmpty();
    }
  }

  @Test
  void message_for_a_queue_of_another_address_goes_nowhere() throws Exception {
    String name = QueueNames.inbox(HENAN) + "::hutong.dead";
    try (Connection connection = jiangsu.connect(HENAN);
        Session session = connection.createSession(true, Session.SESSION_TRANSACTED)) {
      assertThatThrownBy(
              () -> {
                session
                    .createProducer(session.createQueue(name))
                    .send(session.createBytesMessage());
                session.commit();
              })
          .isInstanceOf(JMSException.class);
    }
  }

  @Test
  void frame_of_two_gigabytes_ends_the_connection() throws Exception {
    try (SSLSocket socket = socket()) {
      OutputStream out = socket.getOutputStream();
      out.write("ARTEMIS".getBytes(StandardCharsets.US_ASCII));
      out.write(new byte[] {0x7f, -1, -1, -1});
      byte[] megabyte = new byte[1 << 20];
      assertThatThrownBy(
              () -> {
                for (int i = 0; i < 64; i++) {
                  out.write(megabyte);
                  out.flush();
                }
              })
          .isInstanceOf(IOException.class);
    }
  }

  @Test
  void member_has_so_many_connections_and_others_have_theirs() throws Exception {
    List<Connection> open = new ArrayList<>();
    try {
      assertThatThrownBy(
              () -> {
                for (int i = 0; i < 300; i++) {
                  open.add(jiangsu.connect(HENAN));
                }
              })
          .isInstanceOf(JMSException.class);
      assertThat(open).hasSizeBetween(200, 256);
      jiangxi.connect(HENAN).close();
    } finally {
      for (Connection each : open) {
        each.close();
      }
    }
    jiangsu.connect(HENAN).close();
  }

  private void refused(Change change) {
    assertThatThrownBy(() -> send(change)).isInstanceOf(JMSException.class);
  }

  private void send(Change change) throws JMSException {
    try (Connection connection = jiangsu.connect(HENAN);
        Session session = connection.createSession(true, Session.SESSION_TRANSACTED);
        MessageProducer producer =
            session.createProducer(session.createQueue(QueueNames.inbox(HENAN)))) {
      BytesMessage message = session.createBytesMessage();
      change.of(producer, message);
      producer.send(message);
      session.commit();
    }
  }

  private SSLSocket socket() throws Exception {
    TlsStores stores = jiangsu.stores();
    KeyManagerFactory keys = KeyManagerFactory.getInstance("PKIX");
    keys.init(store(stores.keyStore()), stores.secret().toCharArray());
    TrustManagerFactory trust = TrustManagerFactory.getInstance("PKIX");
    trust.init(store(stores.trustStore()));
    SSLContext tls = SSLContext.getInstance("TLSv1.3");
    tls.init(keys.getKeyManagers(), trust.getTrustManagers(), null);
    BrokerAddress address =
        BrokerAddress.list(henan.node().directory().member(HENAN).orElseThrow().broker()).get(0);
    return (SSLSocket) tls.getSocketFactory().createSocket(address.host(), address.port());
  }

  private KeyStore store(Path file) throws Exception {
    KeyStore store = KeyStore.getInstance("PKCS12");
    try (InputStream in = Files.newInputStream(file)) {
      store.load(in, jiangsu.stores().secret().toCharArray());
    }
    return store;
  }

  @Test
  void largest_bundle_is_taken() {
    assertThatCode(
            () ->
                send(
                    (producer, message) -> message.writeBytes(new byte[Bundle.LONGEST / 2 - 4096])))
        .doesNotThrowAnyException();
  }
}
