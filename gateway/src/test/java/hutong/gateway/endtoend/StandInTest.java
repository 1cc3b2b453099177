package hutong.gateway.endtoend;

import static hutong.gateway.endtoend.Region.get;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import hutong.certs.Member;
import hutong.certs.StandIn;
import hutong.gateway.http.ApiClient;
import hutong.gateway.http.Mail;
import hutong.schemas.hx.Header;
import hutong.schemas.hx.ResidentRecord;
import io.vertx.core.Vertx;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Jiangxi stands in for Henan in Zhoukou, and for Jiangsu in Suzhou, for some time. */
class StandInTest {

  private static final String JIANGSU = "320000";
  private static final String HENAN = "410000";
  private static final String JIANGXI = "360000";

  @TempDir private Path folder;

  private final Vertx vertx = Vertx.vertx();
  private Region jiangsu;
  private Region henan;
  private Region jiangxi;
  private ApiClient suzhou;
  private Signatory signatory;

  @BeforeEach
  void start() throws Exception {
    List<Region> regions = Region.make(folder, vertx, JIANGSU, HENAN, JIANGXI);
    signatory = new Signatory(folder.resolve("authority"));
    jiangsu = regions.get(0).start();
    henan = regions.get(1).start();
    jiangxi = regions.get(2).start();
    suzhou = jiangsu.decider("suzhou", "3205");
    henan.keyOf("zhoukou", "4116");
  }

  @AfterEach
  void stop() {
    List.of(jiangsu, henan, jiangxi).forEach(Region::close);
    vertx.close();
  }

  @Test
  void who_stands_in_receives_and_signs_while_it_does() throws Exception {
    enter(HENAN, new StandIn(JIANGXI, List.of("4116"), from(), Instant.now().plusSeconds(3_600)));
    ApiClient deciding = jiangxi.decider("for-zhoukou", "4116");
    UUID id = post("stood-in-for");
    Mail mail = get(deciding.mailbox(30, 10, 60)).orElseThrow();
    assertThat(mail.items()).singleElement().extracting(Mail.Item::id).isEqualTo(id);
    get(deciding.decide(mail.lease(), List.of(Mail.Verdict.accept(mail.items().get(0)))));
    awaitState(suzhou, id, "ACCEPTED");
    assertThat(get(suzhou.find(id)).getString("to")).isEqualTo(JIANGXI);
  }

  @Test
  void who_signs_for_another_is_refused_outside_of_its_time_and_divisions() throws Exception {
    Instant hence = Instant.now().plusSeconds(3_600);
    enter(JIANGSU, new StandIn(JIANGXI, List.of("3205"), from(), hence));
    assertThat(outcome("within")).as("within").isEqualTo("OFFERED");
    enter(JIANGSU, new StandIn(JIANGXI, List.of("3201"), from(), hence));
    assertThat(outcome("elsewhere")).as("another division").isEqualTo("REJECTED");
    enter(JIANGSU, new StandIn(JIANGXI, List.of("3205"), from(), Instant.now()));
    assertThat(outcome("over")).as("over").isEqualTo("REJECTED");
    enter(JIANGSU, new StandIn(JIANGXI, List.of("3205"), hence, hence.plusSeconds(60)));
    assertThat(outcome("too-early")).as("not yet").isEqualTo("REJECTED");
  }

  /** Began a minute ago: a record's own time must not be before it. */
  private static Instant from() {
    return Instant.now().minusSeconds(60);
  }

  private void enter(String node, StandIn standIn) throws Exception {
    List<Member> members =
        jiangsu.node().directory().members().stream()
            .map(each -> each.id().equals(node) ? each.withStandIns(List.of(standIn)) : each)
            .toList();
    signatory.give(jiangsu, members, Duration.ofDays(300));
    long version = Signatory.held(jiangsu).version();
    await()
        .atMost(Duration.ofSeconds(60))
        .until(
            () ->
                List.of(jiangsu, henan, jiangxi).stream()
                    .allMatch(each -> each.node().directory().version() == version));
  }

  /** What becomes of an arrival in Suzhou that Jiangxi signs, at Henan. */
  private String outcome(String key) throws Exception {
    ApiClient operator = henan.operator();
    try (Rogue other = new Rogue(JIANGXI, jiangxi.home(), jiangxi.node()::directory)) {
      ResidentRecord record = other.arrival(key);
      Header header = other.header(record, HENAN);
      other.put(other.envelope(other.document(header, record), HENAN), HENAN);
      await()
          .atMost(Duration.ofSeconds(30))
          .ignoreExceptions()
          .until(() -> !get(operator.find(header.getId())).getString("state").equals("RECEIVED"));
      return get(operator.find(header.getId())).getString("state");
    }
  }

  private UUID post(String key) throws Exception {
    byte[] body = TestRecords.arrival(key).getBytes(StandardCharsets.UTF_8);
    return get(suzhou.submit(body, "application/json", key)).id();
  }

  private static void awaitState(ApiClient client, UUID id, String state) {
    await()
        .atMost(Duration.ofSeconds(60))
        .untilAsserted(() -> assertThat(get(client.find(id)).getString("state")).isEqualTo(state));
  }
}
