package hutong.gateway.broker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import hutong.certs.NodeKeys;
import hutong.gateway.node.Home;
import hutong.gateway.node.NewNode;
import hutong.routes.QueueNames;
import jakarta.jms.BytesMessage;
import jakarta.jms.Connection;
import jakarta.jms.JMSException;
import jakarta.jms.MessageConsumer;
import jakarta.jms.MessageProducer;
import jakarta.jms.Queue;
import jakarta.jms.Session;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The broker's own disk fills up under it, so that its journal can't be written. */
class FullDiskTest {

  private static final Duration LONG = Duration.ofMinutes(1);
  private static final String NODE = "320000";
  private static final int MOST_SENT = 10_000;

  @TempDir private Path folder;

  @Test
  void a_broker_whose_disk_was_full_comes_back_by_itself_with_all_it_had_confirmed()
      throws Exception {
    Path disk = Files.createDirectories(folder.resolve("disk"));
    assumeTrue(run("mount", "-t", "tmpfs", "-o", "size=64m", "hutong-test", disk.toString()) == 0);
    try (EmbeddedBroker broker = broker(disk.resolve("broker"));
        NodeBrokers brokers = brokers(broker)) {
      int confirmed = send(brokers, 10);
      Path ballast = disk.resolve("ballast");
      fill(ballast);
      confirmed += send(brokers, MOST_SENT);
      assertThat(confirmed).as("its disk was not full").isLessThan(MOST_SENT);
      // Long enough for starts on the full disk, each of which fails.
      await().during(Duration.ofSeconds(7)).atMost(LONG).until(() -> !broker.isActive());

      Files.delete(ballast);
      await().atMost(LONG).until(broker::isActive);
      confirmed += send(brokers, 10);
      assertThat(taken(brokers)).isGreaterThanOrEqualTo(confirmed);
    } finally {
      run("umount", "-l", disk.toString());
    }
  }

  /** Until one is not confirmed, and at most so many; returns how many were. */
  private static int send(NodeBrokers brokers, int most) {
    int confirmed = 0;
    try (Connection connection = brokers.open(NODE);
        Session session = connection.createSession(Session.AUTO_ACKNOWLEDGE)) {
      MessageProducer producer = session.createProducer(inbox(session));
      while (confirmed < most) {
        BytesMessage message = session.createBytesMessage();
        message.writeBytes(new byte[64 << 10]);
        producer.send(message);
        confirmed++;
      }
    } catch (JMSException | RuntimeException refused) {
      // What it had confirmed counts.
    }
    return confirmed;
  }

  private static int taken(NodeBrokers brokers) throws JMSException {
    try (Connection connection = brokers.open(NODE);
        Session session = connection.createSession(Session.AUTO_ACKNOWLEDGE)) {
      connection.start();
      MessageConsumer consumer = session.createConsumer(inbox(session));
      int taken = 0;
      while (consumer.receive(1_000) != null) {
        taken++;
      }
      return taken;
    }
  }

  private static Queue inbox(Session session) throws JMSException {
    return session.createQueue(QueueNames.of(NODE).get(0));
  }

  private EmbeddedBroker broker(Path on) throws Exception {
    Home home = new Home(folder.resolve("home"));
    NewNode.local(NODE, "江苏省", "Jiangsu")
        .create(home, home.authority(), Map.of(), Clock.systemUTC());
    return new EmbeddedBroker(
        new BrokerSettings(on, "127.0.0.1", 0, List.of(NODE), tls(home)),
        NODE,
        1_000_098,
        (certificate, member) -> true);
  }

  private NodeBrokers brokers(EmbeddedBroker own) throws IOException {
    return new NodeBrokers(
        NODE, own, tls(new Home(folder.resolve("home"))), "", () -> null, (tls, member) -> true);
  }

  private static TlsStores tls(Home home) throws IOException {
    return new TlsStores(
        NodeKeys.tlsKeyStore(home.keys()),
        NodeKeys.tlsTrustStore(home.keys()),
        new String(home.secret(Map.of()).characters()));
  }

  private static void fill(Path file) {
    byte[] some = new byte[64 << 10];
    try (OutputStream out = Files.newOutputStream(file)) {
      while (true) {
        out.write(some);
      }
    } catch (IOException full) {
      // As it should be.
    }
  }

  private static int run(String... command) throws IOException, InterruptedException {
    return new ProcessBuilder(command).redirectErrorStream(true).start().waitFor();
  }
}
