package hutong.gateway.http;

import static org.assertj.core.api.Assertions.assertThat;

import hutong.routes.submit.Outcome;
import io.vertx.core.json.JsonObject;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BadRequestsTest {

  @TempDir Path home;
  private RunningApi node;

  @BeforeEach
  void start() throws Exception {
    node = new RunningApi(home);
    node.legAnswers(any -> new Outcome.IdempotencyKeyReused());
  }

  @AfterEach
  void stop() {
    node.close();
  }

  @Test
  void no_key_a_wrong_key_and_an_ended_key_are_unauthenticated_alike() throws Exception {
    String ending = node.systems.addOperator("brief", node.clock.instant().plusSeconds(60));
    assertThat(node.get("/v1/status", ending).statusCode()).isEqualTo(200);
    node.clock.advance(Duration.ofSeconds(60));
    String wrong = node.desk.substring(0, node.desk.length() - 43) + "A".repeat(43);
    String before = problem(node.get("/v1/mailbox", wrong), 401, "UNAUTHENTICATED").encode();

    problem(node.get("/v1/mailbox", null), 401, "UNAUTHENTICATED");
    problem(node.get("/v1/status", ending), 401, "UNAUTHENTICATED");
    problem(node.post("/v1/records", "hk_nobody_" + "A".repeat(43), "{}"), 401, "UNAUTHENTICATED");
    HttpResponse<String> basic =
        node.send(node.request("/v1/mailbox", null).header("Authorization", "Basic ZGVzazpkZXNr"));
    problem(basic, 401, "UNAUTHENTICATED");
    assertThat(basic.headers().firstValue("WWW-Authenticate")).contains("Bearer");
    assertThat(before).doesNotContain("desk");
  }

  @Test
  void a_problem_leads_to_its_page_which_nobody_needs_a_key_for() throws Exception {
    String page = problem(node.get("/v1/mailbox", null), 401, "UNAUTHENTICATED").getString("page");

    JsonObject said = new JsonObject(node.get(page, null).body());
    JsonObject first = said.getJsonArray("explanations").getJsonObject(0);
    assertThat(first.getString("kind")).isEqualTo("ANSWER");
    assertThat(first.getInteger("status")).isEqualTo(401);
    HttpResponse<String> chinese =
        node.send(
            node.request(page, null)
                .header("Accept", "text/html,*/*;q=0.8")
                .header("Accept-Language", "zh-CN"));
    assertThat(chinese.headers().firstValue("Content-Type")).contains("text/html; charset=utf-8");
    assertThat(chinese.body()).contains("lang=\"zh\"", "HTTP 401", "没有有效的密钥");
    assertThat(new JsonObject(node.get("/v1/problems", null).body()).getJsonArray("codes"))
        .hasSizeGreaterThan(100);
    problem(node.get("/v1/problems/NO_SUCH", null), 404, "NOT_FOUND");
    problem(node.get("/v1/problems/%3Cscript%3E", null), 404, "NOT_FOUND");
  }

  @Test
  void an_ended_key_is_refused_on_the_next_call() throws Exception {
    assertThat(node.get("/v1/mailbox", node.desk).statusCode()).isEqualTo(204);

    node.systems.rotate("desk", Duration.ZERO, null);

    problem(node.get("/v1/mailbox", node.desk), 401, "UNAUTHENTICATED");
  }

  @Test
  void an_operator_does_not_post_and_a_system_does_not_operate() throws Exception {
    problem(node.post("/v1/records", node.operator, "{}"), 403, "FORBIDDEN");
    problem(node.get("/v1/mailbox", node.operator), 403, "FORBIDDEN");
    for (String path : List.of("/v1/status", "/v1/alarms", "/v1/quarantine")) {
      problem(node.get(path, node.desk), 403, "FORBIDDEN");
    }
    problem(
        node.post("/v1/records/" + UUID.randomUUID() + ":assign", node.desk, "{}"),
        403,
        "FORBIDDEN");
  }

  @Test
  void a_wrong_media_type_is_unsupported() throws Exception {
    for (String type : List.of("text/plain", "multipart/form-data; boundary=x", "json")) {
      problem(
          node.send(
              node.request("/v1/records", node.desk)
                  .header("Content-Type", type)
                  .POST(BodyPublishers.ofString("{}"))),
          415,
          "MEDIA_TYPE_UNSUPPORTED");
    }
    problem(
        node.send(
            node.request("/v1/records", node.desk)
                .header("Content-Type", "application/json")
                .header("Content-Encoding", "gzip")
                .POST(BodyPublishers.ofString("{}"))),
        415,
        "MEDIA_TYPE_UNSUPPORTED");
  }

  @Test
  void a_wrong_charset_is_a_bad_request() throws Exception {
    for (String charset : List.of("GB18030", "\"utf-16\"", "latin1")) {
      problem(
          node.send(
              node.request("/v1/records", node.desk)
                  .header("Content-Type", "application/json; charset=" + charset)
                  .POST(BodyPublishers.ofString("{}"))),
          400,
          "CHARSET_UNSUPPORTED");
    }
  }

  @Test
  void a_bad_id_is_a_bad_request() throws Exception {
    for (String id : List.of("1", "1-1-1-1-1", "019aa000-0000-7000-8000-00000000000g")) {
      problem(node.get("/v1/records/" + id, node.desk), 400, "PARAMETER_INVALID");
      problem(node.post("/v1/mailbox/" + id + ":ack", node.desk, ""), 400, "PARAMETER_INVALID");
    }
  }

  @Test
  void unknown_repeated_and_unbounded_parameters_are_refused() throws Exception {
    for (String query :
        List.of(
            "limit=1",
            "wait=1&wait=2",
            "wait=61",
            "wait=-1",
            "max=0",
            "max=501",
            "lease=4",
            "wait=1e1",
            "wait=99999999999999999999",
            "max=%E6%B5%8B",
            "id=1")) {
      HttpResponse<String> answer = node.get("/v1/mailbox?" + query, node.desk);
      problem(answer, 400, "PARAMETER_INVALID");
    }
    problem(node.get("/v1/records?sourceSystem=desk", node.desk), 400, "PARAMETER_INVALID");
    problem(node.get("/v1/status?verbose", node.operator), 400, "PARAMETER_INVALID");
  }

  @Test
  void an_injection_in_the_query_finds_nothing_and_harms_nothing() throws Exception {
    UUID id = new Samples(node).posted("desk");
    String injection = "%27%20OR%201%3D1%3B%20DROP%20TABLE%20transfer%3B--";

    HttpResponse<String> answer =
        node.get("/v1/records?sourceSystem=desk&sourceKey=" + injection, node.desk);

    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(new JsonObject(answer.body()).getJsonArray("items")).isEmpty();
    assertThat(node.get("/v1/records/" + id, node.desk).statusCode()).isEqualTo(200);
    problem(node.get("/v1/records/" + injection, node.desk), 400, "PARAMETER_INVALID");
  }

  @Test
  void unknown_repeated_and_mistyped_json_fields_are_refused() throws Exception {
    String path = "/v1/mailbox/" + UUID.randomUUID() + ":ack";
    for (String body :
        List.of(
            "{\"items\":[],\"测试甲\":1}",
            "{\"items\":null,\"items\":null}",
            "{\"items\":[{\"from\":330000,\"id\":\"x\"}]}",
            "{\"items\":\"测试甲\"}",
            "{} {}",
            "null",
            "[]",
            "{\"items\":" + "[".repeat(1_000),
            "not json")) {
      HttpResponse<String> answer = node.post(path, node.desk, body);
      problem(answer, 400, "BODY_INVALID");
      assertThat(answer.body()).doesNotContain("测试甲").doesNotContain("hutong.gateway");
    }
  }

  @Test
  void an_unknown_path_and_a_wrong_method_are_problems_too() throws Exception {
    problem(node.get("/v1/nothing", node.desk), 404, "NOT_FOUND");
    problem(node.get("/", null), 404, "NOT_FOUND");
    problem(node.send(node.request("/v1/mailbox", node.desk).DELETE()), 405, "METHOD_NOT_ALLOWED");
  }

  @Test
  void a_body_where_none_belongs_is_refused() throws Exception {
    problem(
        node.send(
            node.request("/v1/mailbox", node.desk).method("GET", BodyPublishers.ofString("{}"))),
        400,
        "BODY_INVALID");
  }

  @Test
  void every_answer_is_unstorable_unsniffable_and_bears_a_request_id() throws Exception {
    for (HttpResponse<String> answer :
        List.of(
            node.get("/v1/openapi.yaml", null),
            node.get("/observe/health/live", null),
            node.get("/v1/mailbox", node.desk),
            node.get("/v1/mailbox", null),
            node.get("/nothing", null))) {
      assertThat(answer.headers().firstValue("Cache-Control")).contains("no-store");
      assertThat(answer.headers().firstValue("X-Content-Type-Options")).contains("nosniff");
      assertThat(answer.headers().firstValue("X-Request-Id")).isPresent();
      assertThat(answer.headers().firstValue("Server")).isEmpty();
    }
  }

  private static JsonObject problem(HttpResponse<String> answer, int status, String code) {
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
    assertThat(answer.headers().firstValue("Content-Type")).contains("application/problem+json");
    JsonObject problem = new JsonObject(answer.body());
    assertThat(problem.getString("code")).isEqualTo(code);
    assertThat(problem.getInteger("status")).isEqualTo(status);
    assertThat(problem.getString("fix")).isNotBlank();
    return problem;
  }
}
