package hutong.gateway.http;

import static hutong.gateway.http.RunningApi.await;
import static org.assertj.core.api.Assertions.assertThat;

import hutong.certs.Outage;
import hutong.routes.ledger.Outgoing;
import hutong.routes.ledger.SignedRecord;
import io.vertx.core.json.JsonObject;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class InterveneTest {

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

  private JsonObject route() {
    return await(operator.status()).getJsonArray("routes").stream()
        .map(JsonObject.class::cast)
        .filter(each -> each.getString("node").equals(Samples.PARTNER))
        .findFirst()
        .orElseThrow();
  }

  private void refused(HttpResponse<String> answer, int status, String code) {
    assertThat(answer.statusCode()).isEqualTo(status);
    assertThat(new JsonObject(answer.body()).getString("code")).isEqualTo(code);
  }

  private HttpResponse<String> act(UUID id, String what, String key, String body) throws Exception {
    return node.post("/v1/records/" + id + ":" + what, key, body);
  }

  private void sign(UUID id) {
    for (Outgoing one : node.ledger.due(Samples.PARTNER, 9, node.clock.instant())) {
      node.ledger.signed(List.of(new SignedRecord(one.row(), new byte[9], "SHA256:" + id)));
    }
  }

  @Test
  void a_route_is_paused_with_a_reason_shown_and_resumed() throws Exception {
    new Samples(node).posted("desk");
    assertThat(await(operator.pause(Samples.PARTNER, "MAINTENANCE")).getString("result"))
        .isEqualTo("DONE");
    assertThat(route().getString("state")).isEqualTo("PAUSED");
    assertThat(route().getString("cause")).isEqualTo("MAINTENANCE");
    assertThat(route().getInteger("waiting")).isEqualTo(1);
    assertThat(route().getString("oldest")).isEqualTo("2026-11-22T02:00:00Z");
    assertThat(node.ledger.due(Samples.PARTNER, 9, node.clock.instant())).isEmpty();
    assertThat(await(operator.pause(Samples.PARTNER, "AGAIN")).getString("result"))
        .isEqualTo("ALREADY");
    assertThat(await(operator.resume(Samples.PARTNER)).getString("result")).isEqualTo("DONE");
    assertThat(node.ledger.due(Samples.PARTNER, 9, node.clock.instant())).hasSize(1);
  }

  @Test
  void only_operators_pause_known_routes_for_a_word() throws Exception {
    String path = "/v1/routes/" + Samples.PARTNER + ":pause";
    refused(node.post(path, node.desk, "{\"reason\":\"X\"}"), 403, "FORBIDDEN");
    refused(node.post(path, node.operator, "{\"reason\":\"a b\"}"), 400, "BODY_INVALID");
    refused(node.post(path, node.operator, "{}"), 400, "BODY_INVALID");
    refused(
        node.post("/v1/routes/110000:pause", node.operator, "{\"reason\":\"X\"}"),
        404,
        "NOT_FOUND");
    refused(
        node.post("/v1/routes/x:pause", node.operator, "{\"reason\":\"X\"}"),
        400,
        "PARAMETER_INVALID");
  }

  @Test
  void a_planned_outage_of_the_directory_is_shown_as_such() {
    assertThat(route().getString("state")).isEqualTo("UP");
    Outage now =
        new Outage(
            node.clock.instant().minusSeconds(1), node.clock.instant().plus(Duration.ofHours(1)));
    node.directory = RunningApi.directory(List.of(now));
    assertThat(route().getString("state")).isEqualTo("PLANNED_OUTAGE");
    assertThat(route().getString("nextAttempt")).isEqualTo(now.until().toString());
    node.clock.advance(Duration.ofHours(1));
    assertThat(route().getString("state")).isEqualTo("UP");
  }

  @Test
  void a_system_takes_back_what_was_not_sent_and_hears_the_way_if_it_was() throws Exception {
    Samples samples = new Samples(node);
    UUID id = samples.posted("desk");
    refused(act(id, "withdraw", node.otherDesk, ""), 404, "NOT_FOUND");
    refused(act(id, "withdraw", node.operator, ""), 403, "FORBIDDEN");
    assertThat(await(node.client(node.desk).withdraw(id)).getString("result")).isEqualTo("DONE");
    assertThat(await(node.client(node.desk).find(id)).getString("state")).isEqualTo("WITHDRAWN");

    UUID gone = samples.posted("other-desk");
    sign(gone);
    HttpResponse<String> late = act(gone, "withdraw", node.otherDesk, "{}");
    refused(late, 409, "ALREADY_SENT");
    assertThat(new JsonObject(late.body()).getString("fix")).contains("Withdrawal");
  }

  @Test
  void what_was_given_up_is_told_its_system_in_its_mailbox() throws Exception {
    UUID id = new Samples(node).posted("desk");
    refused(act(id, "abandon", node.desk, ""), 403, "FORBIDDEN");
    assertThat(await(operator.abandon(id)).getString("result")).isEqualTo("DONE");
    assertThat(await(operator.abandon(id)).getString("result")).isEqualTo("ALREADY");

    Mail mail = await(node.client(node.desk).mailbox(0, 9, 60)).orElseThrow();
    Mail.Item item = mail.items().get(0);
    assertThat(item.type()).isEqualTo("DeliveryFailure");
    assertThat(item.record()).isNull();
    JsonObject notice = item.content().getJsonObject("notice");
    assertThat(notice.getString("id")).isEqualTo(id.toString());
    assertThat(notice.getString("state")).isEqualTo("ABANDONED");
    assertThat(notice.getBoolean("corrected")).isFalse();
    assertThat(item.content().fieldNames()).doesNotContain("fault", "record");
    await(node.client(node.desk).acknowledge(mail.lease()));
    assertThat(await(node.client(node.desk).mailbox(0, 9, 60))).isEmpty();
  }

  @Test
  void what_expired_has_to_be_posted_again_and_the_answer_says_so() throws Exception {
    UUID id = new Samples(node).posted("desk");
    assertThat(await(operator.retry(id)).getString("result")).isEqualTo("DONE");
    node.clock.advance(Duration.ofDays(4));
    node.ledger.sweep(node.clock.instant());
    HttpResponse<String> answer = act(id, "retry", node.operator, "");
    refused(answer, 409, "TRANSFER_EXPIRED");
    assertThat(answer.body()).contains("TOO_OLD", "post it again");
  }

  @Test
  void a_recipient_is_named_among_the_candidates() throws Exception {
    UUID id = new Samples(node).undecided("desk");
    refused(act(id, "address", node.desk, "{\"node\":\"x\"}"), 400, "BODY_INVALID");
    refused(act(id, "address", node.otherDesk, "{\"node\":\"330000\"}"), 404, "NOT_FOUND");
    refused(act(id, "address", node.desk, "{\"node\":\"110000\"}"), 422, "NOT_A_CANDIDATE");
    ApiClient desk = node.client(node.desk);
    assertThat(await(desk.address(id, Samples.PARTNER)).getString("result")).isEqualTo("DONE");
    assertThat(await(desk.find(id)).getString("state")).isEqualTo("SUBMITTED");
    assertThat(await(desk.find(id)).getString("to")).isEqualTo(Samples.PARTNER);
    refused(
        act(id, "address", node.operator, "{\"node\":\"350000\"}"), 409, "NOT_AWAITING_ADDRESS");
  }
}
