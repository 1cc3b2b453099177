package hutong.gateway.endtoend;

import static hutong.gateway.endtoend.Region.get;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import hutong.certs.PayloadVault;
import hutong.gateway.evidence.EvidencePage;
import hutong.gateway.http.ApiClient;
import hutong.gateway.http.Mail;
import hutong.gateway.ledger.AuditReport;
import hutong.gateway.ledger.SqlLedger;
import hutong.gateway.node.AuditHome;
import hutong.gateway.node.Home;
import hutong.schemas.Documents;
import hutong.schemas.RecordTypes;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Two real nodes that hold no longer what was said, and can still prove that it was. */
class PrunedTest {

  private static final Scan SCAN = Scan.of(7, 3_000_000);

  @TempDir Path folder;

  private static SqlLedger open(Region region) throws Exception {
    Home at = region.home();
    return SqlLedger.open(
        at.ledger(), new PayloadVault(at.secret(Map.of()).key("payloads")), Clock.systemUTC());
  }

  /** Half a year later. */
  private static int prune(Region region) throws Exception {
    try (SqlLedger ledger = open(region)) {
      Instant later = Instant.now().plus(Duration.ofDays(180));
      int pruned = ledger.erasures().prune(Duration.ofDays(90), later);
      var unused = ledger.sweep(Instant.now());
      return pruned;
    }
  }

  @Test
  void what_is_pruned_is_found_proved_and_audited_and_says_that_its_content_is_gone()
      throws Exception {
    Vertx vertx = Vertx.vertx();
    Map<String, String> often = Map.of("HUTONG_CHECKPOINT_EVERY", "PT1S");
    List<UUID> ids = new ArrayList<>();
    try {
      List<Region> regions = Region.make(folder, vertx, "320000", "410000");
      try (Region jiangsu = regions.get(0).start(often);
          Region henan = regions.get(1).start(often)) {
        ApiClient suzhou = jiangsu.decider("suzhou", "3205");
        ApiClient zhoukou = henan.decider("zhoukou", "4116", "4127");
        get(suzhou.putAttachment(SCAN.digest(), SCAN.buffer()));
        for (int i = 0; i < 2; i++) {
          ids.add(get(suzhou.submit(Scan.inquiry("k" + i, SCAN), "application/json", null)).id());
        }
        Mail mail = get(zhoukou.mailbox(60, 1, 60)).orElseThrow();
        get(zhoukou.decide(mail.lease(), List.of(Mail.Verdict.accept(mail.items().get(0)))));
        await()
            .atMost(Duration.ofSeconds(60))
            .untilAsserted(
                () ->
                    assertThat(get(suzhou.find(mail.items().get(0).id())).getString("state"))
                        .isEqualTo("ACCEPTED"));
        await()
            .atMost(Duration.ofSeconds(60))
            .untilAsserted(
                () -> {
                  JsonObject at = get(jiangsu.operator().status()).getJsonObject("checkpoint");
                  assertThat(at).isNotNull();
                  assertThat(at.getLong("unstamped")).isZero();
                });
        ids.sort(Comparator.comparing(each -> !each.equals(mail.items().get(0).id())));
      }
      for (Region each : regions) {
        assertThat(prune(each)).isEqualTo(1);
        AuditReport report = new AuditHome(each.home(), Map.of()).audit();
        assertThat(report.findings()).isEmpty();
        assertThat(report.pruned()).isEqualTo(1);
        assertThat(report.erased()).isZero();
      }
      try (Region jiangsu = regions.get(0).start(often);
          Region henan = regions.get(1).start(often)) {
        for (Region each : List.of(jiangsu, henan)) {
          said(each, ids.get(0));
        }
        // The other has lost nothing: its scan is still there.
        Path whole = folder.resolve("whole.asice");
        get(jiangsu.operator().evidence(ids.get(1), whole.toString()));
        assertThat(Containers.files(whole).keySet()).contains("document/attachment-0.bin");
      }
    } finally {
      vertx.close();
    }
  }

  private void said(Region node, UUID id) throws Exception {
    ApiClient operator = node.operator();
    JsonObject record = get(operator.find(id));
    assertThat(record.getString("prunedAt")).isNotNull();
    assertThat(record.containsKey("erasedAt")).isFalse();
    Path file = folder.resolve("pruned-" + record.getString("direction") + ".asice");
    get(operator.evidence(id, file.toString()));
    var judgement =
        EvidenceTest.judge(
            file, Clock.systemUTC(), folder.resolve("authority").resolve("root.pem"));
    assertThat(judgement.failed()).isEmpty();
    assertThat(Containers.files(file).keySet())
        .contains("receipts/1.cms", "receipts/2.cms")
        .noneMatch(name -> name.startsWith("document/"));
    EvidencePage page = new EvidencePage(new Documents(), RecordTypes.load());
    assertThat(new String(page.write(judgement), StandardCharsets.UTF_8))
        .contains("PRUNED")
        .doesNotContain("ERASED");
  }
}
