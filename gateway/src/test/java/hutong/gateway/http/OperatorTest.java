package hutong.gateway.http;

import static hutong.gateway.http.RunningApi.await;
import static org.assertj.core.api.Assertions.assertThat;

import hutong.routes.ledger.Alarm;
import hutong.routes.ledger.Quarantined;
import hutong.routes.ledger.TransferId;
import io.vertx.core.json.JsonObject;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.UUID;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OperatorTest {

  @TempDir Path home;
  private RunningApi node;
  private ApiClient operator;

  @BeforeEach
  void start() throws Exception {
    node = new RunningApi(home);
    operator = node.client(node.operator);
  }

  @AfterEach
  void stop() {
    node.close();
  }

  @Test
  void the_status_counts_transfers_and_names_the_oldest_pending() {
    new Samples(node).posted("desk");

    JsonObject status = await(operator.status());

    assertThat(status.getString("node")).isEqualTo(RunningApi.NODE);
    assertThat(status.getInteger("alarms")).isZero();
    assertThat(status.getString("oldestPending")).isEqualTo("2026-11-22T02:00:00Z");
    JsonObject line = status.getJsonArray("tally").getJsonObject(0);
    assertThat(line.getString("direction")).isEqualTo("OUT");
    assertThat(line.getString("partner")).isEqualTo(Samples.PARTNER);
    assertThat(line.getString("state")).isEqualTo("SUBMITTED");
    assertThat(line.getInteger("count")).isEqualTo(1);
  }

  @Test
  void alarms_are_shown_and_counted() {
    node.ledger.raise(
        List.of(
            new Alarm(node.clock.instant(), Alarm.Code.ID_REUSED, Samples.PARTNER, "0".repeat(8))));

    JsonObject alarm = await(operator.alarms(10)).getJsonArray("items").getJsonObject(0);

    assertThat(alarm.getString("code")).isEqualTo("ID_REUSED");
    assertThat(await(operator.status()).getInteger("alarms")).isEqualTo(1);
  }

  @Test
  void of_quarantined_envelopes_only_what_is_known_of_them_is_shown() {
    byte[] envelope = "测试甲".getBytes(StandardCharsets.UTF_8);
    node.ledger.quarantine(
        List.of(
            new Quarantined(
                node.clock.instant(), "MALFORMED", "0".repeat(64), Samples.PARTNER, envelope)));

    JsonObject shown = await(operator.quarantine(10)).getJsonArray("items").getJsonObject(0);

    assertThat(shown.fieldNames())
        .containsExactlyInAnyOrder("at", "fault", "digest", "from", "bytes", "releasable");
    assertThat(shown.getInteger("bytes")).isEqualTo(envelope.length);
  }

  @Test
  void a_parked_record_goes_to_the_office_named_and_another_does_not() throws Exception {
    TransferId parked = new Samples(node).parked();
    var ring = node.bells.received().nextRing();

    JsonObject done = await(operator.assign(parked.from(), parked.id(), "360102"));

    assertThat(done.getString("result")).isEqualTo("DONE");
    assertThat(ring).isDone();
    HttpResponse<String> unknown =
        node.post(
            "/v1/records/" + UUID.randomUUID() + ":assign",
            node.operator,
            "{\"from\":\"330000\",\"office\":\"360102\"}");
    assertThat(unknown.statusCode()).isEqualTo(409);
    assertThat(new JsonObject(unknown.body()).getString("code")).isEqualTo("NOT_PARKED");
  }

  private JsonObject asked(String path) throws Exception {
    HttpResponse<String> answer = node.get(path, node.operator);
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    return new JsonObject(answer.body());
  }

  @Test
  void records_are_found_by_filter_page_by_page_and_failures_by_cause() throws Exception {
    Samples samples = new Samples(node);
    UUID posted = samples.posted("desk");
    TransferId parked = samples.parked();

    JsonObject first = asked("/v1/records?max=1");
    JsonObject second = asked("/v1/records?max=1&after=" + first.getString("next"));
    assertThat(
            List.of(
                first.getJsonArray("items").getJsonObject(0).getString("id"),
                second.getJsonArray("items").getJsonObject(0).getString("id")))
        .containsExactlyInAnyOrder(posted.toString(), parked.id().toString());
    JsonObject only =
        asked("/v1/records?direction=IN&state=PARKED,OFFERED&node=" + parked.from())
            .getJsonArray("items")
            .getJsonObject(0);
    assertThat(only.getString("id")).isEqualTo(parked.id().toString());
    JsonObject group = asked("/v1/failures").getJsonArray("items").getJsonObject(0);
    assertThat(group.getString("state")).isEqualTo("PARKED");
    assertThat(group.getString("code")).isEqualTo(only.getString("code"));
    assertThat(group.getInteger("open")).isEqualTo(1);
    for (String wrong : List.of("state=NONE", "node=x", "from=today", "after=1", "max=501")) {
      assertThat(node.get("/v1/records?" + wrong, node.operator).statusCode()).isEqualTo(400);
    }
    assertThat(node.get("/v1/records", node.desk).statusCode()).isEqualTo(400);
    assertThat(node.get("/v1/failures", node.desk).statusCode()).isEqualTo(403);
  }

  @Test
  void the_node_is_ready_while_its_ledger_answers() throws Exception {
    assertThat(node.get("/observe/health/live", null).statusCode()).isEqualTo(200);
    assertThat(node.get("/observe/health/ready", null).statusCode()).isEqualTo(200);

    node.ledger.close();

    assertThat(node.get("/observe/health/live", null).statusCode()).isEqualTo(200);
    HttpResponse<String> unready = node.get("/observe/health/ready", null);
    assertThat(unready.statusCode()).isEqualTo(503);
    assertThat(new JsonObject(unready.body()).getString("code")).isEqualTo("UNAVAILABLE");
  }

  @Test
  void closing_answers_those_who_wait_for_mail() throws Exception {
    var waiting = node.client(node.desk).mailbox(30, 10, 60);
    Awaitility.await()
        .until(() -> node.bells.mailbox("desk").nextRing().getNumberOfDependents() > 0);

    node.api.close();

    assertThat(await(waiting)).isEmpty();
  }

  @Test
  void an_instant_that_no_ledger_has_room_for_is_refused() throws Exception {
    String far = "%2B999999999-01-01T00:00:00Z";
    for (String bad :
        List.of("records?from=" + far, "records?until=" + far, "failures?since=" + far)) {
      assertThat(node.get("/v1/" + bad, node.operator).statusCode()).as(bad).isEqualTo(400);
    }
    String plan =
        "{\"kind\":\"RETRY\",\"states\":[\"SENT\"],\"from\":\"+999999999-01-01T00:00:00Z\"}";
    assertThat(node.post("/v1/operations:plan", node.operator, plan).statusCode()).isEqualTo(400);
  }
}
