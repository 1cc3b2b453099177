package hutong.gateway.endtoend;

import static hutong.gateway.endtoend.Region.get;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import hutong.gateway.http.ApiClient;
import hutong.gateway.http.Mail;
import hutong.gateway.http.Posted;
import io.vertx.core.Vertx;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
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

  @BeforeEach
  void start() throws Exception {
    List<Region> regions = Region.make(folder, vertx, "320000", "410000");
    jiangsu = regions.get(0).start();
    henan = regions.get(1).start();
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
    assertThat(get(suzhou.timeline(posted.id())).encode()).contains("DELIVERED", "ACCEPTED");
    assertThat(get(suzhou.receipt(posted.id()))).isNotEmpty();
  }

  private static byte[] arrival(String key) throws Exception {
    try (var in = OneRecordTest.class.getResourceAsStream("/records/arrival.json")) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8)
          .replace("KEY", key)
          .getBytes(StandardCharsets.UTF_8);
    }
  }
}
