package hutong.gateway.endtoend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import hutong.certs.Authority;
import hutong.certs.Credential;
import hutong.certs.NodeKeys;
import hutong.certs.Pem;
import hutong.certs.Secret;
import hutong.gateway.cli.StatusCommand;
import hutong.gateway.cli.SystemsCommand;
import io.vertx.core.Vertx;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** The API by TLS: with the node's key or another, seen by the command line and by openssl. */
class ApiTlsTest {

  @TempDir private Path folder;

  private final Vertx vertx = Vertx.vertx();
  private Region jiangsu;
  private Path root;
  private Path key;
  private Path pem;

  @BeforeEach
  void make() throws Exception {
    jiangsu = Region.make(folder, vertx, "320000").get(0);
    root = folder.resolve("authority").resolve("root.pem");
    pem = jiangsu.home().folder().resolve("api.pem");
    String secret = new String(jiangsu.home().secret(Map.of()).characters());
    Said exported =
        openssl(
            "pkcs12",
            "-in",
            jiangsu.home().keys().resolve("tls.p12").toString(),
            "-passin",
            "pass:" + secret,
            "-nodes",
            "-out",
            pem.toString());
    assertThat(exported.exit()).as(exported.text()).isZero();
  }

  @AfterEach
  void stop() {
    jiangsu.close();
    vertx.close();
  }

  @Test
  void the_nodes_own_key_serves_and_the_command_line_has_to_trust_its_root() throws Exception {
    start(Map.of("HUTONG_HTTP_TLS_KEY", "node"));
    assertThat(jiangsu.node().url()).startsWith("https://");
    Said known = status("--trust", root.toString());
    assertThat(known.exit()).as(known.text()).isZero();
    assertThat(known.text()).contains("node 320000", "directory 1 VALID");
    assertThat(status().exit()).as("without trust").isNotZero();
  }

  @Test
  void tls_1_2_and_plaintext_are_refused() throws Exception {
    start(Map.of("HUTONG_HTTP_TLS_KEY", "node"));
    assertThat(handshake("-tls1_3").text()).contains("Verification: OK", "TLSv1.3");
    assertThat(handshake("-tls1_2").exit()).isNotZero();
    Said plain = status("--url", jiangsu.node().url().replace("https:", "http:"));
    assertThat(plain.exit()).isNotZero();
  }

  @Test
  void a_key_of_its_own_may_be_pem_or_pkcs_12() throws Exception {
    start(Map.of("HUTONG_HTTP_TLS_KEY", "api.pem"));
    assertThat(status("--trust", root.toString()).exit()).isZero();
    jiangsu.close();
    Path p12 = jiangsu.home().folder().resolve("api.p12");
    openssl(
        "pkcs12", "-export", "-in", pem.toString(), "-out", p12.toString(), "-passout", "pass:abc");
    start(Map.of("HUTONG_HTTP_TLS_KEY", "api.p12", "HUTONG_HTTP_TLS_PASSWORD", "abc"));
    assertThat(status("--trust", root.toString()).exit()).isZero();
  }

  @Test
  void callers_need_a_certificate_where_that_is_set() throws Exception {
    start(Map.of("HUTONG_HTTP_TLS_KEY", "node", "HUTONG_HTTP_TLS_CLIENTS", root.toString()));
    assertThat(status("--trust", root.toString()).exit()).as("without").isNotZero();
    Said shown = status("--trust", root.toString(), "--certificate", pem.toString());
    assertThat(shown.exit()).as(shown.text()).isZero();
  }

  @Test
  void a_bound_certificate_is_who_calls_and_a_key_of_another_beside_it_is_refused()
      throws Exception {
    start(Map.of("HUTONG_HTTP_TLS_KEY", "node", "HUTONG_HTTP_TLS_CLIENTS", root.toString()));
    String suzhou = jiangsu.keyOf("suzhou", "3205");
    String nantong = jiangsu.keyOf("nantong", "3206");
    assertThat(curl("/v1/deadlines")).as("bound to nobody").isEqualTo("401");
    assertThat(curl("/v1/deadlines", nantong)).isEqualTo("200");
    int bound =
        new CommandLine(new SystemsCommand())
            .execute(
                "certificate",
                "suzhou",
                pem.toString(),
                "--home",
                jiangsu.home().folder().toString());
    assertThat(bound).isZero();
    assertThat(curl("/v1/deadlines")).isEqualTo("200");
    assertThat(curl("/v1/status")).as("no operator").isEqualTo("403");
    assertThat(curl("/v1/deadlines", suzhou)).isEqualTo("200");
    assertThat(curl("/v1/deadlines", nantong)).isEqualTo("401");
    jiangsu.node().systems().unbind("suzhou");
    assertThat(curl("/v1/deadlines")).isEqualTo("401");
  }

  /** The status that curl, with the certificate, is answered. */
  private String curl(String path, String... apiKey) throws Exception {
    List<String> command =
        new ArrayList<>(
            List.of(
                "curl",
                "-sS",
                "-o",
                "/dev/null",
                "-w",
                "%{http_code}",
                "--cacert",
                root.toString(),
                "--cert",
                pem.toString(),
                jiangsu.node().url() + path));
    for (String each : apiKey) {
      command.addAll(List.of("-H", "Authorization: Bearer " + each));
    }
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    String printed = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor()).as(printed).isZero();
    return printed;
  }

  @Test
  void a_renewed_key_is_shown_without_a_restart_and_asks_as_much_of_callers_as_before()
      throws Exception {
    start(Map.of("HUTONG_HTTP_TLS_KEY", "node", "HUTONG_HTTP_TLS_CLIENTS", root.toString()));
    char[] secret = jiangsu.home().secret(Map.of()).characters();
    NodeKeys keys = NodeKeys.load(jiangsu.home().keys(), secret);
    assertThat(handshake("-tls1_3").text()).contains(shown(keys));
    NodeKeys renewed = keys.withTls(renewed());
    renewed.save(jiangsu.home().keys(), secret);
    await()
        .atMost(Duration.ofSeconds(30))
        .untilAsserted(() -> assertThat(handshake("-tls1_3").text()).contains(shown(renewed)));
    Said known = status("--trust", root.toString(), "--certificate", pem.toString());
    assertThat(known.exit()).as(known.text()).isZero();
    assertThat(status("--trust", root.toString()).exit()).as("without").isNotZero();
    assertThat(handshake("-tls1_2").exit()).isNotZero();
  }

  @Test
  void a_file_that_can_not_be_used_changes_nothing_until_it_can() throws Exception {
    start(Map.of("HUTONG_HTTP_TLS_KEY", "api.pem"));
    String before = Files.readString(pem);
    Files.writeString(pem, "half of a");
    await()
        .during(Duration.ofSeconds(7))
        .atMost(Duration.ofSeconds(60))
        .until(() -> status("--trust", root.toString()).exit() == 0);
    Path p12 = folder.resolve("renewed");
    char[] secret = "abc".toCharArray();
    char[] own = jiangsu.home().secret(Map.of()).characters();
    NodeKeys renewed = NodeKeys.load(jiangsu.home().keys(), own).withTls(renewed());
    renewed.save(p12, secret);
    openssl(
        "pkcs12",
        "-in",
        p12.resolve("tls.p12").toString(),
        "-passin",
        "pass:abc",
        "-nodes",
        "-out",
        pem.toString());
    assertThat(Files.readString(pem)).isNotEqualTo(before);
    await()
        .atMost(Duration.ofSeconds(30))
        .untilAsserted(() -> assertThat(handshake("-tls1_3").text()).contains(shown(renewed)));
  }

  private Credential renewed() throws Exception {
    Path place = folder.resolve("authority");
    char[] secret = Secret.of(place.resolve("secret"), null).characters();
    Instant now = Instant.now();
    return Authority.open(place, secret, Clock.systemUTC())
        .issueTls("320000", List.of("127.0.0.1"), now.minusSeconds(60), now.plusSeconds(9_999));
  }

  /** As the client prints what it was shown. */
  private static String shown(NodeKeys keys) {
    return new String(Pem.of(keys.tlsCertificate()), StandardCharsets.US_ASCII).strip();
  }

  private void start(Map<String, String> environment) throws Exception {
    jiangsu.start(environment);
    key =
        Files.writeString(
            folder.resolve("operator.key"),
            jiangsu.node().systems().addOperator("hand-" + environment.hashCode(), null));
  }

  private Said status(String... words) {
    List<String> all = new ArrayList<>(List.of("--key-file", key.toString()));
    if (!List.of(words).contains("--url")) {
      all.addAll(List.of("--url", jiangsu.node().url()));
    }
    all.addAll(List.of(words));
    return Said.of(new StatusCommand(), all.toArray());
  }

  private Said handshake(String version) throws Exception {
    return openssl(
        "s_client",
        version,
        "-connect",
        "127.0.0.1:" + jiangsu.node().httpPort(),
        "-CAfile",
        root.toString(),
        "-verify_return_error");
  }

  private static Said openssl(String... words) throws Exception {
    List<String> command = new ArrayList<>(List.of("openssl"));
    command.addAll(List.of(words));
    Process process =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectInput(Path.of("/dev/null").toFile())
            .start();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
    return new Said(process.exitValue(), said);
  }
}
