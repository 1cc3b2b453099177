package hutong.gateway.endtoend;

import static hutong.gateway.endtoend.Region.get;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import hutong.gateway.http.ApiClient;
import hutong.gateway.http.Mail;
import hutong.gateway.node.NewNode;
import hutong.schemas.hx.Header;
import hutong.schemas.hx.ResidentRecord;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Zhoukou gets a node of its own while Henan, which covered it, has cases of it open. */
class LongerPrefixTest {

  private static final String HENAN = "410000";
  private static final String ZHOUKOU = "411600";

  @TempDir private Path folder;

  private final Vertx vertx = Vertx.vertx();
  private Region jiangsu;
  private Region henan;
  private Region zhoukou;
  private ApiClient suzhou;
  private ApiClient inHenan;

  @BeforeEach
  void start() throws Exception {
    List<Region> regions = Region.make(folder, vertx, "320000", HENAN);
    jiangsu = regions.get(0).start();
    henan = regions.get(1).start();
    suzhou = jiangsu.decider("suzhou", "3205");
    inHenan = henan.decider("for-zhoukou", "4116");
  }

  @AfterEach
  void stop() {
    for (Region each : new Region[] {jiangsu, henan, zhoukou}) {
      if (each != null) {
        each.close();
      }
    }
    vertx.close();
  }

  @Test
  void open_cases_stay_new_ones_go_to_the_new_node_and_a_late_one_hears_who_is_competent()
      throws Exception {
    UUID open = post("open");
    Mail before = get(inHenan.mailbox(30, 10, 60)).orElseThrow();
    assertThat(before.items()).singleElement().extracting(Mail.Item::id).isEqualTo(open);
    Instant beforeSwitch = Instant.now().truncatedTo(ChronoUnit.MILLIS);

    zhoukouJoins();
    ApiClient inZhoukou = zhoukou.decider("zhoukou", "4116");
    UUID fresh = post("fresh");
    Mail mail = get(inZhoukou.mailbox(30, 10, 60)).orElseThrow();
    assertThat(mail.items()).singleElement().extracting(Mail.Item::id).isEqualTo(fresh);
    get(inZhoukou.decide(mail.lease(), List.of(Mail.Verdict.accept(mail.items().get(0)))));
    get(inHenan.decide(before.lease(), List.of(Mail.Verdict.accept(before.items().get(0)))));
    awaitState(suzhou, fresh, "ACCEPTED");
    awaitState(suzhou, open, "ACCEPTED");
    assertThat(get(suzhou.find(open)).getString("to")).isEqualTo(HENAN);
    assertThat(get(suzhou.find(fresh)).getString("to")).isEqualTo(ZHOUKOU);

    UUID underWay = send("under-way", beforeSwitch);
    awaitState(henan.operator(), underWay, "OFFERED");
    UUID late = send("late", Instant.now().truncatedTo(ChronoUnit.MILLIS));
    ApiClient operator = henan.operator();
    awaitState(operator, late, "REJECTED");
    JsonObject refusal = get(operator.find(late)).getJsonObject("refusal");
    assertThat(refusal.getString("code")).isEqualTo("NOT_COMPETENT");
    assertThat(refusal.getString("reason")).contains(ZHOUKOU);
  }

  private void zhoukouJoins() throws Exception {
    Path authority = folder.resolve("authority");
    zhoukou = Region.join(folder.resolve(ZHOUKOU), vertx, newZhoukou(), authority).start();
    henan.takeDirectory(authority);
    long version = zhoukou.node().directory().version();
    await()
        .atMost(Duration.ofSeconds(60))
        .until(
            () ->
                henan.node().directory().version() == version
                    && jiangsu.node().directory().version() == version);
  }

  private static NewNode newZhoukou() {
    return NewNode.local(ZHOUKOU, "周口市", "Zhoukou");
  }

  /** As Jiangsu's gateway would, had it not heard of the new directory. */
  private UUID send(String key, Instant created) throws Exception {
    try (Rogue slow = new Rogue("320000", jiangsu.home(), jiangsu.node()::directory)) {
      ResidentRecord record = slow.arrival(key);
      Header header = slow.header(record, HENAN);
      header.setCreated(created);
      slow.put(slow.envelope(slow.document(header, record), HENAN), HENAN);
      return header.getId();
    }
  }

  private UUID post(String key) throws Exception {
    byte[] body = TestRecords.arrival(key).getBytes(StandardCharsets.UTF_8);
    return get(suzhou.submit(body, "application/json", key)).id();
  }

  private static void awaitState(ApiClient client, UUID id, String state) {
    await()
        .atMost(Duration.ofSeconds(60))
        .ignoreExceptions()
        .untilAsserted(() -> assertThat(get(client.find(id)).getString("state")).isEqualTo(state));
  }
}
