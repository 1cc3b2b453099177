package hutong.gateway.endtoend;

import static hutong.gateway.endtoend.Region.get;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import hutong.certs.TrustRoots;
import hutong.gateway.cli.CertsCommand;
import hutong.gateway.evidence.Check;
import hutong.gateway.evidence.JudgeEvidence;
import hutong.gateway.evidence.Judgement;
import hutong.gateway.evidence.ReaderRoots;
import hutong.gateway.http.ApiClient;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.zip.ZipFile;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is exported after the sender's key was revoked. */
class RevokedEvidenceTest {

  private static final Duration SOON = Duration.ofSeconds(60);

  @TempDir private Path folder;

  private final Vertx vertx = Vertx.vertx();
  private Region jiangsu;
  private Region henan;
  private UUID id;
  private Path file;

  @BeforeEach
  void a_record_is_received_and_bound_by_a_checkpoint() throws Exception {
    List<Region> regions = Region.make(folder, vertx, "320000", "410000");
    jiangsu = regions.get(0).start();
    henan = regions.get(1).start(Map.of("HUTONG_CHECKPOINT_EVERY", "PT1S"));
    file = folder.resolve("evidence.asice");
    ApiClient suzhou = jiangsu.decider("suzhou", "3205");
    byte[] body = TestRecords.arrival("proved").getBytes(StandardCharsets.UTF_8);
    id = get(suzhou.submit(body, "application/json", null)).id();
    await()
        .atMost(SOON)
        .untilAsserted(
            () -> assertThat(get(suzhou.find(id)).getString("state")).isEqualTo("DELIVERED"));
    await()
        .atMost(SOON)
        .untilAsserted(
            () -> {
              export();
              try (ZipFile zip = new ZipFile(file.toFile())) {
                assertThat(zip.stream()).anyMatch(each -> each.getName().endsWith(".tst"));
              }
            });
  }

  @AfterEach
  void stop() {
    jiangsu.close();
    henan.close();
    vertx.close();
  }

  @Test
  void what_a_checkpoint_had_bound_before_the_key_was_suspected_holds() throws Exception {
    revoke(Instant.now());
    export();
    assertThat(judge().failed()).isEmpty();
  }

  @Test
  void what_was_signed_when_the_key_was_suspected_already_falls() throws Exception {
    revoke(Instant.now().minus(Duration.ofHours(1)));
    export();
    Judgement.Finding finding = judge().failed().orElseThrow();
    assertThat(finding.check()).isEqualTo(Check.DOCUMENT);
    assertThat(finding.en()).contains("SIGNER_REVOKED");
  }

  @Test
  void what_a_stolen_key_stamped_proves_nothing_to_who_holds_the_authoritys_list()
      throws Exception {
    Path authority = folder.resolve("authority");
    assertThat(judge(authority).failed()).isEmpty();
    certs(
        "revoke",
        "410000",
        "--role",
        "time",
        "--reason",
        "key-compromise",
        "--authority",
        authority.toString());
    Judgement.Finding finding = judge(authority).failed().orElseThrow();
    assertThat(finding.check()).isEqualTo(Check.TIME_STAMP);
    assertThat(finding.en()).contains("SIGNER_REVOKED");
    assertThat(judge().failed()).as("without the list").isEmpty();
  }

  private void revoke(Instant suspected) {
    Said said =
        certs(
            "revoke",
            "320000",
            "--role",
            "signing",
            "--reason",
            "key-compromise",
            "--invalid-from",
            suspected.toString(),
            "--authority",
            folder.resolve("authority").toString());
    certs("directory", said.directory().toString(), "--home", henan.home().folder().toString());
    await().atMost(SOON).until(() -> !henan.node().directory().content().revoked().isEmpty());
  }

  private static Said certs(String... words) {
    Said said = Said.of(new CertsCommand(), (Object[]) words);
    assertThat(said.exit()).as(said.text()).isZero();
    return said;
  }

  private void export() throws Exception {
    get(henan.operator().evidence(id, file.toString()));
  }

  private Judgement judge() throws IOException {
    return judge(folder.resolve("authority").resolve("root.pem"));
  }

  private Judgement judge(Path roots) throws IOException {
    return JudgeEvidence.standard(Clock.systemUTC())
        .judge(file, ReaderRoots.of(TrustRoots.read(roots)));
  }
}
