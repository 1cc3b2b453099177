package hutong.gateway.endtoend;

import static hutong.gateway.endtoend.Region.get;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import hutong.certs.NodeKeys;
import hutong.gateway.cli.CertsCommand;
import hutong.gateway.http.ApiClient;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Keys are renewed, revoked and certified by an outside authority while both nodes run. */
class CertificateLifeTest {

  private static final Duration SOON = Duration.ofSeconds(60);

  @TempDir private Path folder;

  private final Vertx vertx = Vertx.vertx();
  private Path authority;
  private Region jiangsu;
  private Region henan;
  private ApiClient suzhou;

  @BeforeEach
  void start() throws Exception {
    List<Region> regions = Region.make(folder, vertx, "320000", "410000");
    authority = folder.resolve("authority");
    jiangsu = regions.get(0).start();
    henan = regions.get(1).start();
    suzhou = jiangsu.decider("suzhou", "3205");
  }

  @AfterEach
  void stop() {
    jiangsu.close();
    henan.close();
    vertx.close();
  }

  @Test
  void a_revoked_key_is_refused_by_the_partner_until_a_renewed_one_signs() throws Exception {
    arrives("before");
    take(
        Said.of(
            new CertsCommand(),
            "renew",
            "--authority",
            authority,
            "--home",
            jiangsu.home().folder()));
    take(
        Said.of(
            new CertsCommand(),
            "revoke",
            "--serial",
            keys(jiangsu).signingCertificate().getSerialNumber().toString(16),
            "--reason",
            "key-compromise",
            "--authority",
            authority,
            "320000"));
    ApiClient there = henan.operator();
    await().atMost(SOON).until(() -> henan.node().directory().version() == 4);
    UUID refused = post("with-the-stolen-key");
    await()
        .atMost(SOON)
        .untilAsserted(
            () -> assertThat(get(there.quarantine(10)).encode()).contains("SIGNER_REVOKED"));
    assertThat(get(suzhou.find(refused)).getString("state")).isEqualTo("SENT");
    assertThat(Said.of(new CertsCommand(), "rotate", "--home", jiangsu.home().folder()).exit())
        .isZero();
    openssl("crl -noout -in authority/crl.pem -CAfile authority/root.pem");
    await().atMost(SOON).until(() -> jiangsu.node().keys().signingCertificates().size() == 2);
    // It is of the same person, whose later records wait for it.
    get(jiangsu.operator().abandon(refused));
    arrives("with-the-renewed-key");
  }

  @Test
  void a_rehearsal_says_which_partner_is_not_ready_and_changes_nothing() throws Exception {
    Path key =
        Files.writeString(
            folder.resolve("operator.key"), jiangsu.node().systems().addOperator("hand", null));
    Object[] rehearse = {
      "rotate", "--rehearse", "--wait", "20", "--url", jiangsu.node().url(), "--key-file", key
    };
    assertThat(Said.of(new CertsCommand(), rehearse).text()).startsWith("No keys wait");
    Said renewed = renewAside();
    Said members =
        Said.of(new CertsCommand(), "members", "--url", jiangsu.node().url(), "--key-file", key);
    assertThat(members.text()).contains("410000", "SIGNING    WAITING", "TLS        CURRENT");
    Said tooEarly = Said.of(new CertsCommand(), rehearse);
    assertThat(tooEarly.exit()).isEqualTo(1);
    assertThat(tooEarly.text()).contains("410000  SIGNER_UNKNOWN, directory version 2");
    take(renewed);
    await().atMost(SOON).until(() -> henan.node().directory().version() == 3);
    Said ready = Said.of(new CertsCommand(), rehearse);
    assertThat(ready.text()).contains("410000  VERIFIED, directory version 3");
    assertThat(ready.exit()).isZero();
    assertThat(jiangsu.node().keys().signingCertificates()).hasSize(1);
    assertThat(get(henan.operator().quarantine(10)).getJsonArray("items")).isEmpty();
  }

  @Test
  void both_sides_of_tls_signatures_and_seals_move_to_an_outside_authority() throws Exception {
    openssl(
        "req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -days 30 -keyout ca.key"
            + " -out ca.pem -subj /CN=Outside -addext keyUsage=critical,keyCertSign,cRLSign");
    take(
        Said.of(
            new CertsCommand(),
            "accept",
            folder.resolve("ca.pem"),
            "--members",
            "410000",
            "--authority",
            authority));
    Path home = henan.home().folder();
    assertThat(
            Said.of(new CertsCommand(), "request", "--out", folder.resolve("csr"), "--home", home)
                .exit())
        .isZero();
    List<Path> answers = new ArrayList<>();
    for (String role : List.of("signing", "encryption", "tls")) {
      openssl(
          "x509 -req -in csr/%s.csr -CA ca.pem -CAkey ca.key -days 30 -copy_extensions copy -out %s.pem"
              .formatted(role, role));
      answers.add(folder.resolve(role + ".pem"));
    }
    List<Object> words = new ArrayList<>(List.of("import", "--home", home));
    words.addAll(answers);
    assertThat(Said.of(new CertsCommand(), words.toArray()).exit()).isZero();
    words = new ArrayList<>(List.of("list", "410000", "--authority", authority));
    words.addAll(answers);
    take(Said.of(new CertsCommand(), words.toArray()));
    assertThat(Said.of(new CertsCommand(), "rotate", "--home", home).exit()).isZero();
    assertThat(keys(henan).tlsCertificate().getIssuerX500Principal().getName())
        .isEqualTo("CN=Outside");
    await().atMost(SOON).until(() -> henan.node().keys().signingCertificates().size() == 2);
    arrives("for-the-outside-certificates");
  }

  /** The new keys wait in the home; the directory that lists them is in nobody's yet. */
  private Said renewAside() throws IOException {
    Path home = jiangsu.home().folder();
    Path aside = folder.resolve("aside");
    for (String part : List.of("keys", "directory")) {
      copy(home.resolve(part), aside.resolve(part));
    }
    Files.copy(home.resolve("secret"), aside.resolve("secret"));
    Said renewed = Said.of(new CertsCommand(), "renew", "--authority", authority, "--home", aside);
    copy(aside.resolve("keys"), home.resolve("keys"));
    return renewed;
  }

  private static void copy(Path from, Path to) throws IOException {
    Files.createDirectories(to);
    try (var files = Files.list(from)) {
      for (Path file : files.toList()) {
        Files.copy(file, to.resolve(file.getFileName()), StandardCopyOption.REPLACE_EXISTING);
      }
    }
  }

  private void arrives(String key) throws Exception {
    UUID id = post(key);
    await().atMost(SOON).until(() -> get(suzhou.find(id)).getString("state").equals("DELIVERED"));
  }

  private UUID post(String key) throws Exception {
    byte[] body = TestRecords.arrival(key).getBytes(StandardCharsets.UTF_8);
    return get(suzhou.submit(body, "application/json", key)).id();
  }

  /** Both take the directory that the command names last. */
  private void take(Said said) {
    assertThat(said.exit()).as(said.text()).isZero();
    String[] lines = said.text().split("\n", -1);
    String[] words = lines[lines.length - 1].strip().split(" ", -1);
    assertThat(words).startsWith("hutong", "certs", "directory");
    for (Region region : List.of(jiangsu, henan)) {
      assertThat(
              Said.of(new CertsCommand(), "directory", words[3], "--home", region.home().folder())
                  .exit())
          .isZero();
    }
  }

  private static NodeKeys keys(Region region) throws Exception {
    return NodeKeys.load(region.home().keys(), region.home().secret(Map.of()).characters());
  }

  private void openssl(String arguments) throws Exception {
    List<String> command = new ArrayList<>(List.of("openssl"));
    command.addAll(List.of(arguments.split(" ", -1)));
    Path log = folder.resolve("openssl.log");
    Process process =
        new ProcessBuilder(command)
            .directory(folder.toFile())
            .redirectErrorStream(true)
            .redirectOutput(log.toFile())
            .start();
    assertThat(process.waitFor(20, TimeUnit.SECONDS)).isTrue();
    assertThat(process.exitValue()).as(Files.readString(log)).isZero();
  }
}
