package hutong.gateway.endtoend;

import static hutong.gateway.endtoend.Region.get;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import hutong.certs.DirectoryStore;
import hutong.certs.NodeKeys;
import hutong.certs.RevocationReason;
import hutong.certs.StatusBook;
import hutong.certs.Suites;
import hutong.gateway.broker.NodeBrokers;
import hutong.gateway.broker.TlsStores;
import hutong.gateway.http.ApiClient;
import hutong.gateway.node.AuthorityFolder;
import hutong.gateway.node.RevokeCertificates;
import hutong.routes.BrokerConnections;
import io.vertx.core.Vertx;
import jakarta.jms.Connection;
import jakarta.jms.JMSException;
import jakarta.jms.Session;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A broker's certificate is held to the same rule as a caller's. */
class UntrustedBrokerTest {

  private static final String JIANGSU = "320000";
  private static final String HENAN = "410000";
  private static final Duration SOON = Duration.ofSeconds(60);

  @TempDir private Path folder;

  private final Vertx vertx = Vertx.vertx();
  private Region jiangsu;
  private Region henan;

  @BeforeEach
  void start() throws Exception {
    List<Region> regions = Region.make(folder, vertx, JIANGSU, HENAN);
    jiangsu = regions.get(0).start();
    henan = regions.get(1).start();
  }

  @AfterEach
  void stop() {
    jiangsu.close();
    henan.close();
    vertx.close();
  }

  @Test
  void nothing_goes_to_a_broker_whose_certificate_is_revoked_also_over_a_connection_that_was_open()
      throws Exception {
    ApiClient suzhou = jiangsu.decider("suzhou", "3205");
    UUID before = post(suzhou, "before");
    await()
        .atMost(SOON)
        .until(() -> get(suzhou.find(before)).getString("state").equals("DELIVERED"));
    NodeKeys keys = keys(henan);
    Path made =
        new RevokeCertificates(new AuthorityFolder(folder.resolve("authority")))
            .shown(
                List.of(keys.tlsCertificate()),
                RevocationReason.KEY_COMPROMISE,
                null,
                Clock.systemUTC())
            .directory();
    DirectoryStore.open(jiangsu.home().directory(), keys.root(), Suites.standard())
        .accept(Files.readAllBytes(made), Clock.systemUTC());
    await()
        .atMost(SOON)
        .until(() -> jiangsu.node().directory().revocation(keys.tlsCertificate()).isPresent());
    List<UUID> after = new ArrayList<>();
    await()
        .atMost(SOON)
        .untilAsserted(
            () -> {
              after.add(post(suzhou, "after-" + after.size()));
              assertThat(get(jiangsu.operator().status()).encode())
                  .contains(BrokerConnections.UNTRUSTED);
            });
    assertThat(get(suzhou.find(after.get(after.size() - 1))).getString("state"))
        .isNotEqualTo("DELIVERED");
  }

  @Test
  void a_connection_is_refused_at_once_and_closed_later_as_the_rule_says() throws Exception {
    AtomicBoolean relied = new AtomicBoolean(true);
    try (NodeBrokers brokers =
        new NodeBrokers(
            JIANGSU,
            "",
            stores(),
            "",
            henan.node()::directory,
            (tls, member) -> relied.get() && serves(tls, member))) {
      Connection open = brokers.open(HENAN);
      open.createSession(false, Session.AUTO_ACKNOWLEDGE).close();
      brokers.look();
      open.createSession(false, Session.AUTO_ACKNOWLEDGE).close();
      relied.set(false);
      brokers.look();
      assertThatThrownBy(() -> open.createSession(false, Session.AUTO_ACKNOWLEDGE))
          .isInstanceOf(JMSException.class);
      assertThatThrownBy(() -> brokers.open(HENAN))
          .isInstanceOfSatisfying(
              JMSException.class,
              refused -> assertThat(refused.getErrorCode()).isEqualTo(BrokerConnections.UNTRUSTED));
    }
  }

  private boolean serves(X509Certificate tls, String member) {
    StatusBook nothing = new StatusBook(folder.resolve("statuses"), Duration.ofDays(1));
    return henan.node().directory().serves(tls, member, nothing, Instant.now());
  }

  private TlsStores stores() throws Exception {
    return new TlsStores(
        NodeKeys.tlsKeyStore(jiangsu.home().keys()),
        NodeKeys.tlsTrustStore(jiangsu.home().keys()),
        new String(jiangsu.home().secret(Map.of()).characters()));
  }

  private static NodeKeys keys(Region region) throws Exception {
    return NodeKeys.load(region.home().keys(), region.home().secret(Map.of()).characters());
  }

  private static UUID post(ApiClient client, String key) throws Exception {
    byte[] body = TestRecords.arrival(key).getBytes(StandardCharsets.UTF_8);
    return get(client.submit(body, "application/json", key)).id();
  }
}
