package hutong.gateway.endtoend;

import static hutong.gateway.endtoend.Region.get;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import hutong.gateway.demo.people.SyntheticNumber;
import hutong.gateway.http.ApiClient;
import hutong.gateway.http.ApiFailure;
import hutong.gateway.http.Mail;
import hutong.gateway.http.Posted;
import io.vertx.core.Vertx;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Attachments of up to 20 MB from Jiangsu to Henan, on real parts. */
class AttachmentsTest {

  private static final Duration LONG = Duration.ofSeconds(60);

  @TempDir private Path folder;

  private final Vertx vertx = Vertx.vertx();
  private Region jiangsu;
  private Region henan;
  private ApiClient suzhou;
  private ApiClient zhoukou;
  private String zhoukouKey;

  @BeforeEach
  void start() throws Exception {
    List<Region> regions = Region.make(folder, vertx, "320000", "410000");
    jiangsu = regions.get(0).start(ledgerOf("320000"));
    henan = regions.get(1).start(ledgerOf("410000"));
    suzhou = jiangsu.decider("suzhou", "3205");
    zhoukouKey = henan.keyOf("zhoukou", "4116", "4127");
    zhoukou = new ApiClient(vertx, URI.create(henan.node().url()), zhoukouKey, "en", 8);
  }

  /** Environment that says where a node's ledger is. */
  Map<String, String> ledgerOf(String node) throws Exception {
    return Map.of();
  }

  @AfterEach
  void stop() {
    zhoukou.close();
    jiangsu.close();
    henan.close();
    vertx.close();
  }

  @Test
  void twenty_megabytes_arrive_as_they_were_put_and_are_receipted() throws Exception {
    Scan scan = Scan.of(1, Scan.LARGEST);
    assertThat(get(suzhou.putAttachment(scan.digest(), scan.buffer())).getInteger("size"))
        .isEqualTo(Scan.LARGEST);
    Posted posted = get(suzhou.submit(Scan.inquiry("large", scan), "application/json", null));

    Mail mail = get(zhoukou.mailbox(60, 10, 60)).orElseThrow();
    Mail.Item item = mail.items().get(0);
    assertThat(item.id()).isEqualTo(posted.id());
    assertThat(item.record().getJsonArray("attachment").getJsonObject(0).getString("digest"))
        .isEqualTo(scan.digest());
    assertThat(get(zhoukou.attachment(posted.id(), 0)).getBytes()).isEqualTo(scan.bytes());
    assertThat(get(suzhou.attachment(posted.id(), 0)).getBytes()).isEqualTo(scan.bytes());

    get(zhoukou.decide(mail.lease(), List.of(Mail.Verdict.accept(item))));
    awaitState(posted.id(), "ACCEPTED");
    assertThat(get(suzhou.timeline(posted.id())).encode()).contains("ACCEPTED");
  }

  @Test
  void it_is_a_file_and_nothing_else_to_a_browser() throws Exception {
    Scan scan = Scan.of(2, 100_000);
    get(suzhou.putAttachment(scan.digest(), scan.buffer()));
    Posted posted = get(suzhou.submit(Scan.inquiry("headers", scan), "application/json", null));
    assertThat(get(zhoukou.mailbox(60, 10, 60))).isPresent();

    URI uri = URI.create(henan.node().url() + "/v1/records/" + posted.id() + "/attachments/0");
    HttpResponse<byte[]> answer =
        HttpClient.newHttpClient()
            .send(
                HttpRequest.newBuilder(uri).header("Authorization", "Bearer " + zhoukouKey).build(),
                HttpResponse.BodyHandlers.ofByteArray());

    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.body()).isEqualTo(scan.bytes());
    assertThat(answer.headers().map())
        .containsEntry("Content-Length", List.of("100000"))
        .containsEntry("Content-Type", List.of("application/pdf"))
        .containsEntry("X-Content-Type-Options", List.of("nosniff"))
        .containsEntry(
            "Content-Disposition",
            List.of(
                "attachment; filename=\"___ 1.pdf\";"
                    + " filename*=UTF-8''%E6%88%B7%E5%8F%A3%E7%B0%BF%201.pdf"));
  }

  @Test
  void nobody_reads_the_attachments_of_others() throws Exception {
    Scan scan = Scan.of(3, 70_000);
    get(suzhou.putAttachment(scan.digest(), scan.buffer()));
    Posted posted = get(suzhou.submit(Scan.inquiry("others", scan), "application/json", null));
    assertThat(get(zhoukou.mailbox(60, 10, 60))).isPresent();

    assertCode("NOT_FOUND", henan.decider("luoyang", "4103"), posted.id(), 0);
    assertCode("NOT_FOUND", jiangsu.decider("nanjing", "3201"), posted.id(), 0);
    assertCode("NOT_FOUND", zhoukou, posted.id(), 1);
    assertCode("FORBIDDEN", henan.operator(), posted.id(), 0);
  }

  @Test
  void several_at_once_arrive_while_small_records_go_on() throws Exception {
    Set<UUID> large = new HashSet<>();
    for (int i = 0; i < 3; i++) {
      Scan scan = Scan.of(100 + i, Scan.LARGEST);
      get(suzhou.putAttachment(scan.digest(), scan.buffer()));
      large.add(
          get(suzhou.submit(person(i, Scan.inquiry("many-" + i, scan)), "application/json", null))
              .id());
    }
    List<UUID> small = new ArrayList<>();
    for (int i = 0; i < 20; i++) {
      byte[] record = TestRecords.arrival("small-" + i).getBytes(StandardCharsets.UTF_8);
      small.add(get(suzhou.submit(person(50 + i, record), "application/json", null)).id());
    }
    await().atMost(LONG).until(() -> delivered(small));
    assertThat(delivered(large)).as("the large ones are still on their way").isFalse();
    await().atMost(LONG).until(() -> delivered(large));
  }

  private static byte[] person(int number, byte[] record) {
    String one = SyntheticNumber.of("412701", LocalDate.of(1950, 1, 1).plusDays(number));
    return new String(record, StandardCharsets.UTF_8)
        .replace("412701198502030007", one)
        .getBytes(StandardCharsets.UTF_8);
  }

  private boolean delivered(Iterable<UUID> ids) throws Exception {
    for (UUID id : ids) {
      if (!get(suzhou.find(id)).getString("state").equals("DELIVERED")) {
        return false;
      }
    }
    return true;
  }

  private void awaitState(UUID id, String state) {
    await()
        .atMost(LONG)
        .untilAsserted(() -> assertThat(get(suzhou.find(id)).getString("state")).isEqualTo(state));
  }

  private static void assertCode(String code, ApiClient client, UUID id, int number) {
    assertThatThrownBy(() -> get(client.attachment(id, number)))
        .isInstanceOf(ExecutionException.class)
        .cause()
        .isInstanceOfSatisfying(
            ApiFailure.class, failure -> assertThat(failure.code()).isEqualTo(code));
  }
}
