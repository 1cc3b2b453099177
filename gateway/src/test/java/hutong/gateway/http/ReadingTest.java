package hutong.gateway.http;

import static hutong.gateway.http.RunningApi.await;
import static org.assertj.core.api.Assertions.assertThat;

import hutong.routes.ledger.TransferId;
import hutong.schemas.hx.Outcome;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReadingTest {

  @TempDir Path home;
  private RunningApi node;
  private Samples samples;

  @BeforeEach
  void start() throws Exception {
    node = new RunningApi(home);
    samples = new Samples(node);
  }

  @AfterEach
  void stop() {
    node.close();
  }

  @Test
  void a_system_learns_where_its_record_stands_and_whose_turn_it_is() {
    UUID id = samples.posted("desk");

    JsonObject record = await(node.client(node.desk).find(id));

    assertThat(record.getString("id")).isEqualTo(id.toString());
    assertThat(record.getString("direction")).isEqualTo("OUT");
    assertThat(record.getString("state")).isEqualTo("SUBMITTED");
    assertThat(record.getString("owner")).isEqualTo("dispatch");
    assertThat(record.getString("to")).isEqualTo(Samples.PARTNER);
    assertThat(record.getString("system")).isEqualTo("desk");
  }

  @Test
  void whoever_waits_hears_when_it_has_ended_or_that_it_has_not() throws Exception {
    UUID id = samples.posted("desk");
    CompletableFuture<HttpResponse<String>> waiting =
        CompletableFuture.supplyAsync(() -> state(id, 60));
    assertThat(new JsonObject(state(id, 1).body()).getString("state")).isEqualTo("SUBMITTED");
    assertThat(waiting).isNotDone();

    await(node.client(node.desk).withdraw(id));

    assertThat(new JsonObject(waiting.get(30, TimeUnit.SECONDS).body()).getString("state"))
        .isEqualTo("WITHDRAWN");
    assertThat(state(id, 61).statusCode()).isEqualTo(400);
  }

  private HttpResponse<String> state(UUID id, int wait) {
    try {
      return node.get("/v1/records/" + id + "?wait=" + wait, node.desk);
    } catch (Exception fault) {
      throw new IllegalStateException(fault);
    }
  }

  @Test
  void another_systems_record_is_not_found() throws Exception {
    UUID id = samples.posted("desk");

    for (String path : List.of("", "/timeline", "/receipt")) {
      HttpResponse<String> answer = node.get("/v1/records/" + id + path, node.otherDesk);
      assertThat(answer.statusCode()).isEqualTo(404);
      assertThat(new JsonObject(answer.body()).getString("code")).isEqualTo("NOT_FOUND");
    }
    assertThat(await(node.client(node.otherDesk).find("desk", "row-1")).getJsonArray("items"))
        .isEmpty();
  }

  @Test
  void an_operator_sees_every_record() {
    UUID id = samples.posted("desk");

    assertThat(await(node.client(node.operator).find(id)).getString("system")).isEqualTo("desk");
  }

  @Test
  void every_version_of_a_source_row_is_found_newest_first() {
    UUID first = samples.posted("desk");
    UUID second = samples.posted("desk");

    JsonArray items = await(node.client(node.desk).find("desk", "row-1")).getJsonArray("items");

    assertThat(items).hasSize(2);
    assertThat(items.getJsonObject(0).getString("id")).isEqualTo(second.toString());
    assertThat(items.getJsonObject(1).getString("id")).isEqualTo(first.toString());
  }

  @Test
  void the_timeline_gives_each_event_with_its_place_in_the_ledger() {
    JsonObject timeline = await(node.client(node.desk).timeline(samples.posted("desk")));

    JsonObject first = timeline.getJsonArray("events").getJsonObject(0);
    assertThat(first.getString("at")).isEqualTo("2026-11-22T02:00:00Z");
    assertThat(first.getString("what")).isEqualTo("SUBMITTED");
    assertThat(first.getJsonObject("position").getString("digest")).hasSize(64);
  }

  @Test
  void a_receipt_that_has_not_come_is_said_to_be_missing() throws Exception {
    UUID id = samples.posted("desk");

    HttpResponse<String> answer = node.get("/v1/records/" + id + "/receipt", node.desk);

    assertThat(answer.statusCode()).isEqualTo(404);
    assertThat(new JsonObject(answer.body()).getString("code")).isEqualTo("RECEIPT_NOT_YET");
  }

  @Test
  void a_receipt_is_given_as_evidence_or_as_what_it_says() throws Exception {
    TransferId arrived = samples.arrived();
    String path = "/v1/records/" + arrived.id() + "/receipt";

    HttpResponse<String> evidence = node.get(path, node.operator);
    assertThat(evidence.statusCode()).isEqualTo(200);
    assertThat(evidence.headers().firstValue("Content-Type"))
        .contains("application/pkcs7-mime; smime-type=signed-data");

    byte[] signed = await(node.client(node.operator).receipt(arrived.id()));
    JsonObject says = await(node.client(node.operator).receiptSays(arrived.id()));
    assertThat(Base64.getDecoder().decode(says.getString("signedData"))).isEqualTo(signed);
    assertThat(says.getJsonArray("says")).containsExactly("TRANSPORT");
    assertThat(says.getString("sender")).isEqualTo(Samples.PARTNER);
    assertThat(says.getString("recipient")).isEqualTo(RunningApi.NODE);
    assertThat(says.getString("outcome")).isEqualTo(Outcome.RECEIVED.value());
    assertThat(says.getJsonObject("due").getString("date")).isEqualTo("2026-11-25");
    assertThat(says.getJsonObject("digest").getString("algorithm")).isEqualTo("SHA-256");
  }

  @Test
  void once_it_is_decided_the_receipt_of_the_outcome_is_given_unless_the_other_is_asked_for()
      throws Exception {
    TransferId arrived = samples.arrived();
    ApiClient desk = node.client(node.desk);
    Mail mail = await(desk.mailbox(0, 10, 60)).orElseThrow();
    await(desk.decide(mail.lease(), List.of(Mail.Verdict.accept(mail.items().get(0)))));
    String path = "/v1/records/" + arrived.id() + "/receipt";

    assertThat(says(path).getJsonArray("says")).containsExactly("ACCEPTANCE");
    assertThat(says(path + "?kind=outcome").getJsonArray("says")).containsExactly("ACCEPTANCE");
    assertThat(says(path + "?kind=transport").getJsonArray("says")).containsExactly("TRANSPORT");
  }

  @Test
  void a_form_that_does_not_exist_is_not_acceptable() throws Exception {
    UUID id = samples.posted("desk");

    HttpResponse<String> answer =
        node.send(
            node.request("/v1/records/" + id + "/receipt", node.desk)
                .header("Accept", "image/png"));

    assertThat(answer.statusCode()).isEqualTo(406);
  }

  private JsonObject says(String path) throws Exception {
    HttpResponse<String> answer =
        node.send(node.request(path, node.operator).header("Accept", "application/json"));
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    return new JsonObject(answer.body());
  }
}
