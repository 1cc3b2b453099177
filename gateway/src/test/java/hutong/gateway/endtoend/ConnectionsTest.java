package hutong.gateway.endtoend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import hutong.certs.Authority;
import hutong.certs.BrokerAddress;
import hutong.certs.NodeKeys;
import hutong.certs.RevocationReason;
import hutong.certs.Secret;
import hutong.gateway.cli.CertsCommand;
import hutong.gateway.node.AuthorityFolder;
import hutong.gateway.node.Home;
import hutong.gateway.node.RevokeCertificates;
import io.vertx.core.Vertx;
import jakarta.jms.Connection;
import jakarta.jms.JMSException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** Who gets a connection to a member's broker, and who does not. */
class ConnectionsTest {

  private static final String JIANGSU = "320000";
  private static final String HENAN = "410000";

  @TempDir Path folder;

  final Vertx vertx = Vertx.vertx();
  private Region jiangsu;
  private Region henan;
  private Authority authority;

  List<Region> regions(String... codes) throws Exception {
    return Region.make(folder, vertx, codes);
  }

  @BeforeEach
  void start() throws Exception {
    List<Region> regions = regions(JIANGSU, HENAN);
    jiangsu = regions.get(0);
    henan = regions.get(1).start();
    Path place = folder.resolve("authority");
    char[] secret = Secret.of(place.resolve("secret"), null).characters();
    authority = Authority.open(place, secret, Clock.systemUTC());
  }

  @AfterEach
  void stop() throws Exception {
    jiangsu.close();
    henan.close();
    vertx.close();
  }

  @Test
  void a_member_gets_one() throws Exception {
    try (Rogue member = rogue(JIANGSU, jiangsu.home());
        Connection connection = member.connect(HENAN)) {
      assertThat(connection).isNotNull();
    }
  }

  @Test
  void tls_1_2_gets_none_and_tls_1_3_asks_for_a_certificate() throws Exception {
    assertThat(handshake("-tls1_2")).contains("no peer certificate available");
    assertThat(handshake("-tls1_3"))
        .contains("Verification: OK", "TLSv1.3", "Requested Signature Algorithms")
        .doesNotContain("no peer certificate available");
  }

  @Test
  void an_expired_certificate_gets_none() throws Exception {
    Instant now = Instant.now();
    Home home = new Home(folder.resolve("expired"));
    NodeKeys keys =
        new NodeKeys(
            JIANGSU,
            List.of(authority.issueSigning(JIANGSU, now, now.plusSeconds(999))),
            List.of(authority.issueEncryption(JIANGSU, now, now.plusSeconds(999))),
            authority.issueTls(
                JIANGSU, List.of(), now.minus(Duration.ofDays(9)), now.minusSeconds(60)),
            authority.root());
    keys.save(home.keys(), home.secret(Map.of()).characters());
    refused(home, JIANGSU);
  }

  @Test
  void a_certificate_of_nobody_in_the_directory_gets_none() throws Exception {
    Home home = new Home(folder.resolve("nobody"));
    authority
        .issue("990000", List.of("127.0.0.1"))
        .save(home.keys(), home.secret(Map.of()).characters());
    refused(home, "990000");
  }

  @Test
  void a_revoked_certificate_gets_none_though_its_member_has_another() throws Exception {
    Home home = new Home(folder.resolve("stolen"));
    authority
        .issue(JIANGSU, List.of("127.0.0.1"))
        .save(home.keys(), home.secret(Map.of()).characters());
    try (Rogue thief = rogue(JIANGSU, home)) {
      thief.connect(HENAN).close();
    }
    NodeKeys keys = NodeKeys.load(home.keys(), home.secret(Map.of()).characters());
    Path made =
        new RevokeCertificates(new AuthorityFolder(folder.resolve("authority")))
            .shown(
                List.of(keys.tlsCertificate()),
                RevocationReason.KEY_COMPROMISE,
                null,
                Clock.systemUTC())
            .directory();
    take(made);
    await()
        .atMost(Duration.ofSeconds(60))
        .ignoreExceptionsInstanceOf(JMSException.class)
        .untilAsserted(() -> refused(home, JIANGSU));
  }

  /** Has the broker know a new directory. */
  void take(Path directory) throws Exception {
    assertThat(
            new CommandLine(new CertsCommand())
                .execute(
                    "directory", directory.toString(), "--home", henan.home().folder().toString()))
        .isZero();
  }

  /** Refused while a member is served: a broker that takes up new lists closes its port briefly. */
  private void refused(Home home, String as) throws Exception {
    try (Rogue stranger = rogue(as, home)) {
      assertThatThrownBy(() -> stranger.connect(HENAN)).isInstanceOf(JMSException.class);
    }
    a_member_gets_one();
  }

  private Rogue rogue(String as, Home home) throws Exception {
    return new Rogue(as, home, henan.node()::directory);
  }

  private String handshake(String version) throws Exception {
    String url = henan.node().directory().member(HENAN).orElseThrow().broker();
    BrokerAddress at = BrokerAddress.list(url).get(0);
    Process process =
        new ProcessBuilder(
                "openssl",
                "s_client",
                version,
                "-connect",
                at.host() + ":" + at.port(),
                "-CAfile",
                folder.resolve("authority").resolve("root.pem").toString())
            .redirectErrorStream(true)
            .redirectInput(Path.of("/dev/null").toFile())
            .start();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
    return said;
  }
}
