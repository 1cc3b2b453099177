package hutong.gateway.endtoend;

import static hutong.gateway.endtoend.Region.get;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import hutong.certs.PayloadVault;
import hutong.gateway.http.ApiClient;
import hutong.gateway.http.Mail;
import hutong.gateway.http.Posted;
import hutong.gateway.ledger.LedgerSettings;
import hutong.gateway.ledger.SqlLedger;
import hutong.gateway.settings.Settings;
import hutong.routes.RetryPolicy;
import hutong.routes.ledger.Lease;
import io.vertx.core.Vertx;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** One record from Jiangsu to Henan and its receipts back, on real parts. */
class OneRecordTest {

  @TempDir private Path folder;

  private final Vertx vertx = Vertx.vertx();
  private Region jiangsu;
  private Region henan;
  private ApiClient suzhou;
  private ApiClient zhoukou;

  List<Region> regions(Path folder, Vertx vertx, String... codes) throws Exception {
    return Region.make(folder, vertx, codes);
  }

  @BeforeEach
  void start() throws Exception {
    List<Region> regions = regions(folder, vertx, "320000", "410000");
    jiangsu = regions.get(0).start(ledgerOf("320000"));
    henan = regions.get(1).start(ledgerOf("410000"));
    suzhou = jiangsu.decider("suzhou", "3205");
    zhoukou = henan.decider("zhoukou", "4116");
  }

  @AfterEach
  void stop() {
    jiangsu.close();
    henan.close();
    vertx.close();
  }

  @Test
  void a_record_is_delivered_decided_and_receipted() throws Exception {
    Posted posted = get(suzhou.submit(arrival("k1"), "application/json", null));
    Optional<Mail> mail = get(zhoukou.mailbox(30, 10, 60));
    assertThat(mail).isPresent();
    assertThat(mail.get().items()).hasSize(1);
    Mail.Item item = mail.get().items().get(0);
    assertThat(item.id()).isEqualTo(posted.id());
    get(zhoukou.decide(mail.get().lease(), List.of(Mail.Verdict.accept(item))));
    await()
        .atMost(Duration.ofSeconds(20))
        .untilAsserted(
            () ->
                assertThat(get(suzhou.find(posted.id())).getString("state")).isEqualTo("ACCEPTED"));
    assertThat(get(suzhou.timeline(posted.id())).encode()).contains("ACCEPTED");
    assertThat(get(suzhou.receipt(posted.id()))).isNotEmpty();
  }

  @Test
  void openssl_verifies_the_signed_data_of_a_record_against_the_authority() throws Exception {
    Posted posted = get(suzhou.submit(arrival("for-openssl"), "application/json", null));
    await()
        .atMost(Duration.ofSeconds(20))
        .untilAsserted(
            () ->
                assertThat(get(suzhou.find(posted.id())).getString("state"))
                    .isEqualTo("DELIVERED"));
    henan.close();
    Path signedData = folder.resolve("record.cms");
    Path content = folder.resolve("record.xml");
    try (SqlLedger ledger = ledgerOf(henan)) {
      Instant now = Instant.now();
      Lease lease = ledger.lease("zhoukou", 1, now, now.plusSeconds(60)).orElseThrow();
      Files.write(signedData, lease.items().get(0).signedData());
    }
    Process openssl =
        new ProcessBuilder(
                "openssl",
                "cms",
                "-verify",
                "-inform",
                "DER",
                "-in",
                signedData.toString(),
                "-CAfile",
                folder.resolve("authority").resolve("root.pem").toString(),
                "-purpose",
                "any",
                "-out",
                content.toString())
            .redirectErrorStream(true)
            .start();
    String said = new String(openssl.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(openssl.waitFor()).as(said).isZero();
    assertThat(Files.readString(content))
        .contains("<id>" + posted.id() + "</id>", "<ArrivalNotice", "for-openssl");
  }

  /** Environment that says where a node's ledger is. */
  Map<String, String> ledgerOf(String node) throws Exception {
    return Map.of();
  }

  private SqlLedger ledgerOf(Region region) throws Exception {
    byte[] key = region.home().secret(Map.of()).key("payloads");
    Settings.Ledger at = region.settings().ledger();
    return SqlLedger.open(
        new LedgerSettings(region.home().ledger(), at.url(), at.user(), at.password(), "1"),
        new PayloadVault(key),
        RetryPolicy.STANDARD,
        Clock.systemUTC());
  }

  private static byte[] arrival(String key) {
    return TestRecords.arrival(key).getBytes(StandardCharsets.UTF_8);
  }
}
