package hutong.gateway.endtoend;

import static hutong.gateway.endtoend.Region.get;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import hutong.certs.Member;
import hutong.certs.StandIn;
import hutong.gateway.http.ApiClient;
import hutong.gateway.http.Mail;
import hutong.gateway.node.AuditHome;
import hutong.schemas.hx.Header;
import hutong.schemas.hx.ResidentRecord;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What two operators do together, on real nodes. */
class TwoPersonTest {

  private static final String JIANGSU = "320000";
  private static final String HENAN = "410000";
  private static final String JIANGXI = "360000";

  @TempDir private Path folder;

  private final Vertx vertx = Vertx.vertx();
  private Region jiangsu;
  private Region henan;
  private Region jiangxi;
  private Signatory signatory;

  @BeforeEach
  void start() throws Exception {
    List<Region> regions = Region.make(folder, vertx, JIANGSU, HENAN, JIANGXI);
    signatory = new Signatory(folder.resolve("authority"));
    jiangsu = regions.get(0).start();
    henan = regions.get(1).start();
    jiangxi = regions.get(2).start();
  }

  @AfterEach
  void stop() {
    List.of(jiangsu, henan, jiangxi).forEach(Region::close);
    vertx.close();
  }

  private void enter(String node, UnaryOperator<Member> change, Region... known) throws Exception {
    List<Member> members =
        henan.node().directory().members().stream()
            .map(each -> each.id().equals(node) ? change.apply(each) : each)
            .toList();
    signatory.give(henan, members, Duration.ofDays(300));
    long version = Signatory.held(henan).version();
    await()
        .atMost(Duration.ofSeconds(60))
        .until(
            () -> Stream.of(known).allMatch(each -> each.node().directory().version() == version));
  }

  private static String together(ApiClient first, ApiClient second, JsonObject what)
      throws Exception {
    UUID id = UUID.fromString(get(first.propose(what)).getString("id"));
    return get(second.approve(id)).getString("result");
  }

  private static JsonObject proposal(String kind, String about) {
    return new JsonObject().put("kind", kind).put("about", about).put("reason", "REMEDIED");
  }

  /** What its node says besides, which is no record, is kept as well. */
  private static List<JsonObject> releasable(ApiClient operator) throws Exception {
    return get(operator.quarantine(10)).getJsonArray("items").stream()
        .map(each -> (JsonObject) each)
        .filter(each -> each.getBoolean("releasable"))
        .toList();
  }

  @Test
  void what_came_before_its_signer_was_known_is_received_once_he_is_and_not_before()
      throws Exception {
    ApiClient first = henan.operator();
    ApiClient second = henan.operator();
    henan.keyOf("zhoukou", "4116");
    Member genuine = henan.node().directory().member(JIANGSU).orElseThrow();
    enter(JIANGSU, each -> each.withSigning(List.of()), henan);
    UUID id;
    try (Rogue early = new Rogue(JIANGSU, jiangsu.home(), henan.node()::directory)) {
      ResidentRecord record = early.arrival("early");
      Header header = early.header(record, HENAN);
      id = header.getId();
      early.put(early.envelope(early.document(header, record), HENAN), HENAN);
    }
    await().atMost(Duration.ofSeconds(30)).until(() -> !releasable(first).isEmpty());
    JsonObject kept = releasable(first).get(0);
    JsonObject release = proposal("RELEASE", kept.getString("digest"));

    assertThat(together(first, second, release))
        .isEqualTo("QUARANTINED " + kept.getString("fault"));
    assertThat(releasable(first)).hasSize(1);

    enter(JIANGSU, each -> genuine, henan);
    assertThat(together(first, second, release)).isEqualTo("RECEIVED");
    assertThat(releasable(first)).isEmpty();
    await()
        .atMost(Duration.ofSeconds(30))
        .until(() -> get(first.find(id)).getString("state").equals("OFFERED"));

    henan.close();
    assertThat(new AuditHome(henan.home(), Map.of()).findings()).isEmpty();
  }

  @Test
  void what_waits_for_a_node_that_is_out_goes_to_who_stands_in_for_it() throws Exception {
    ApiClient first = jiangsu.operator();
    ApiClient second = jiangsu.operator();
    ApiClient suzhou = jiangsu.decider("suzhou", "3205");
    ApiClient standing = jiangxi.decider("for-zhoukou", "4116");
    get(first.pause(HENAN, "OUT"));
    byte[] body = TestRecords.arrival("waits").getBytes(StandardCharsets.UTF_8);
    UUID id = get(suzhou.submit(body, "application/json", "waits")).id();
    Instant from = Instant.now().minusSeconds(60);
    enter(
        HENAN,
        each ->
            each.withStandIns(
                List.of(new StandIn(JIANGXI, List.of("4116"), from, from.plusSeconds(7_200)))),
        jiangsu,
        jiangxi);

    assertThat(together(first, second, proposal("REDIRECT", id.toString()).put("node", JIANGXI)))
        .isEqualTo("DONE");
    Mail mail = get(standing.mailbox(30, 10, 60)).orElseThrow();
    assertThat(mail.items()).singleElement().extracting(Mail.Item::id).isEqualTo(id);
    get(standing.decide(mail.lease(), List.of(Mail.Verdict.accept(mail.items().get(0)))));
    await()
        .atMost(Duration.ofSeconds(60))
        .until(() -> get(suzhou.find(id)).getString("state").equals("ACCEPTED"));
    assertThat(get(suzhou.find(id)).getString("to")).isEqualTo(JIANGXI);

    jiangsu.close();
    assertThat(new AuditHome(jiangsu.home(), Map.of()).findings()).isEmpty();
  }
}
