package hutong.gateway.http;

import static org.assertj.core.api.Assertions.assertThat;

import hutong.gateway.systems.Limits;
import hutong.routes.ledger.OutboundState;
import hutong.routes.submit.Outcome;
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

class LimitsTest {

  @TempDir Path home;
  private RunningApi node;

  @BeforeEach
  void start() throws Exception {
    node = new RunningApi(home);
    node.legAnswers(
        any -> new Outcome.Taken(UUID.randomUUID(), OutboundState.SUBMITTED, List.of(), false));
  }

  @AfterEach
  void stop() {
    node.close();
  }

  private static void exceeded(HttpResponse<String> answer) {
    assertThat(answer.statusCode()).isEqualTo(429);
    assertThat(new JsonObject(answer.body()).getString("code")).isEqualTo("RATE_EXCEEDED");
    assertThat(Integer.parseInt(answer.headers().firstValue("Retry-After").orElseThrow()))
        .isBetween(1, 60);
  }

  @Test
  void one_call_too_many_is_refused_with_when_to_come_and_the_others_go_on() throws Exception {
    node.systems.limit("desk", new Limits(1, 3, null, null));
    for (int i = 2; i >= 0; i--) {
      HttpResponse<String> answer = node.get("/v1/deadlines", node.desk);
      assertThat(answer.statusCode()).isEqualTo(200);
      assertThat(answer.headers().firstValue("RateLimit-Policy")).contains("\"calls\";q=3;w=3");
      assertThat(answer.headers().firstValue("RateLimit").orElseThrow())
          .startsWith("\"calls\";r=" + i + ";t=");
    }

    exceeded(node.get("/v1/deadlines", node.desk));
    exceeded(node.post("/v1/records", node.desk, "{}"));
    assertThat(node.get("/v1/deadlines", node.otherDesk).statusCode()).isEqualTo(200);
    assertThat(node.get("/v1/status", node.operator).statusCode()).isEqualTo(200);
  }

  @Test
  void every_key_of_a_system_draws_on_the_same_limit() throws Exception {
    node.systems.limit("desk", new Limits(1, 2, null, null));
    String second = node.systems.rotate("desk", Duration.ofHours(1), null);
    node.get("/v1/deadlines", node.desk);
    node.get("/v1/deadlines", second);

    exceeded(node.get("/v1/deadlines", second));
    exceeded(node.get("/v1/deadlines", node.desk));
  }

  @Test
  void records_have_a_limit_of_their_own() throws Exception {
    node.systems.limit("desk", new Limits(null, null, 1, null));
    String path = "/v1/records";
    assertThat(node.post(path, node.desk, Samples.ARRIVAL_NOTICE).statusCode()).isEqualTo(202);
    exceeded(node.post(path, node.desk, Samples.ARRIVAL_NOTICE));
    assertThat(node.get("/v1/deadlines", node.desk).statusCode()).isEqualTo(200);
  }

  @Test
  void an_operator_sets_and_sees_limits() throws Exception {
    String path = "/v1/systems/desk:limit";
    HttpResponse<String> set = node.post(path, node.operator, "{\"rate\":7,\"backlog\":100}");
    assertThat(new JsonObject(set.body()).getJsonObject("limits").getInteger("rate")).isEqualTo(7);
    assertThat(node.systems.mostWaiting("desk")).isEqualTo(100);
    JsonObject listed =
        new JsonObject(node.get("/v1/systems", node.operator).body())
            .getJsonArray("items")
            .getJsonObject(0);
    assertThat(listed.getJsonObject("limits").getInteger("backlog")).isEqualTo(100);
    assertThat(node.post(path, node.operator, "{\"rate\":0}").body()).contains("BODY_INVALID");
    assertThat(node.post("/v1/systems/nobody:limit", node.operator, "{}").statusCode())
        .isEqualTo(404);
  }
}
