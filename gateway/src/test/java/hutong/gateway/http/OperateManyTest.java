package hutong.gateway.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.vertx.core.json.JsonObject;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OperateManyTest {

  private static final String PLAN = "/v1/operations:plan";

  @TempDir Path home;
  private RunningApi node;

  @BeforeEach
  void start() throws Exception {
    node = new RunningApi(home);
  }

  @AfterEach
  void stop() {
    node.close();
  }

  private JsonObject said(HttpResponse<String> answer, int status) {
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
    return new JsonObject(answer.body());
  }

  private void refused(HttpResponse<String> answer, int status, String code, String pointer) {
    JsonObject problem = said(answer, status);
    assertThat(problem.getString("code")).isEqualTo(code);
    if (pointer != null) {
      assertThat(problem.getJsonArray("pointers")).contains(pointer);
    }
  }

  @Test
  void what_is_planned_runs_by_its_count_a_few_first_and_says_what_it_skipped() throws Exception {
    Samples samples = new Samples(node);
    List<UUID> ids = new ArrayList<>();
    for (int i = 0; i < 12; i++) {
      ids.add(samples.posted("desk"));
    }
    HttpResponse<String> made =
        node.post(PLAN, node.operator, "{\"kind\":\"ABANDON\",\"states\":[\"SUBMITTED\"]}");
    String path = made.headers().firstValue("Location").orElseThrow();
    JsonObject plan = said(made, 201);
    assertThat(plan.getInteger("count")).isEqualTo(12);
    assertThat(plan.getString("by")).isEqualTo("ops");
    node.ledger.abandon(ids.get(1), node.clock.instant());

    refused(
        node.post(path + ":run", node.operator, "{\"count\":11}"), 409, "COUNT_DIFFERS", "/count");
    said(node.post(path + ":run", node.operator, "{\"count\":12,\"first\":3}"), 200);
    await()
        .untilAsserted(
            () ->
                assertThat(said(node.get(path, node.operator), 200).getString("state"))
                    .isEqualTo("PAUSED"));
    assertThat(said(node.get(path, node.operator), 200).getInteger("looked")).isEqualTo(3);
    said(node.post(path + ":run", node.operator, "{\"count\":12}"), 200);
    await()
        .untilAsserted(
            () ->
                assertThat(said(node.get(path, node.operator), 200).getString("state"))
                    .isEqualTo("DONE"));

    JsonObject done = said(node.get(path, node.operator), 200);
    assertThat(done.getInteger("done")).isEqualTo(11);
    assertThat(done.getJsonArray("skipped").encode())
        .isEqualTo("[{\"why\":\"ALREADY\",\"count\":1}]");
    JsonObject skipped = said(node.get(path + "/items?skipped=true", node.operator), 200);
    assertThat(skipped.getJsonArray("items")).hasSize(1);
    assertThat(skipped.getJsonArray("items").getJsonObject(0).getString("id"))
        .isEqualTo(ids.get(1).toString());
    JsonObject page = said(node.get(path + "/items?max=5&after=5", node.operator), 200);
    assertThat(page.getInteger("next")).isEqualTo(10);
    assertThat(said(node.get("/v1/operations", node.operator), 200).getJsonArray("items"))
        .hasSize(1);
    refused(node.post(path + ":pause", node.operator, "{}"), 409, "OPERATION_NOT_SO", null);
    refused(node.post(path + ":cancel", node.operator, "{}"), 409, "OPERATION_NOT_SO", null);
  }

  @Test
  void what_no_plan_can_be_is_refused_at_its_field() throws Exception {
    List<List<String>> wrong =
        List.of(
            List.of("{}", "/kind"),
            List.of("{\"kind\":\"ERASE\"}", "/kind"),
            List.of("{\"kind\":\"RETRY\"}", "/states"),
            List.of("{\"kind\":\"RETRY\",\"states\":[\"DELIVERED\"]}", "/states"),
            List.of("{\"kind\":\"RETRY\",\"states\":[null]}", "/states"),
            List.of("{\"kind\":\"RETRY\",\"states\":[\"SENT\"],\"node\":\"x\"}", "/node"),
            List.of("{\"kind\":\"RETRY\",\"states\":[\"SENT\"],\"type\":\"x\"}", "/type"),
            List.of("{\"kind\":\"RETRY\",\"states\":[\"SENT\"],\"system\":\"x\"}", "/system"),
            List.of("{\"kind\":\"RETRY\",\"states\":[\"SENT\"],\"cause\":\"why?\"}", "/cause"),
            List.of("{\"kind\":\"RETRY\",\"states\":[\"SENT\"],\"from\":\"today\"}", "/from"),
            List.of("{\"kind\":\"RETRY\",\"states\":[\"SENT\"],\"office\":\"desk\"}", "/office"),
            List.of("{\"kind\":\"ASSIGN\"}", "/office"),
            List.of("{\"kind\":\"ASSIGN\",\"office\":\"clinic\"}", "/office"));
    for (List<String> each : wrong) {
      refused(node.post(PLAN, node.operator, each.get(0)), 400, "BODY_INVALID", each.get(1));
    }
    said(node.post(PLAN, node.operator, "{\"kind\":\"ASSIGN\",\"office\":\"desk\"}"), 201);
    refused(node.post(PLAN, node.desk, "{\"kind\":\"RETRY\"}"), 403, "FORBIDDEN", null);
    String nobodys = "/v1/operations/" + UUID.randomUUID();
    for (String what : List.of(":run", ":pause", ":cancel")) {
      refused(
          node.post(nobodys + what, node.operator, what.equals(":run") ? "{\"count\":1}" : "{}"),
          404,
          "NOT_FOUND",
          null);
    }
    refused(node.get(nobodys, node.operator), 404, "NOT_FOUND", null);
    refused(node.get(nobodys + "/items", node.operator), 404, "NOT_FOUND", null);
    refused(
        node.get(nobodys + "/items?skipped=maybe", node.operator), 400, "PARAMETER_INVALID", null);
  }
}
