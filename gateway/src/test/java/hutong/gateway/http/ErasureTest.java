package hutong.gateway.http;

import static hutong.gateway.http.RunningApi.await;
import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonObject;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ErasureTest {

  private static final String NUMBER = "412701198502030007";

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

  private HttpResponse<String> erase(UUID id, String key, String reason) throws Exception {
    return node.post(
        "/v1/records/" + id + ":erase", key, new JsonObject().put("reason", reason).encode());
  }

  private static void refused(HttpResponse<String> answer, int status, String code) {
    assertThat(answer.statusCode()).isEqualTo(status);
    assertThat(new JsonObject(answer.body()).getString("code")).isEqualTo(code);
  }

  private JsonObject approved(HttpResponse<String> proposed) throws Exception {
    assertThat(proposed.statusCode()).as(proposed.body()).isEqualTo(202);
    String path = proposed.headers().firstValue("Location").orElseThrow() + ":approve";
    HttpResponse<String> answer = node.post(path, node.second, "{}");
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    return new JsonObject(answer.body());
  }

  @Test
  void two_operators_erase_what_has_ended_and_its_other_side_is_asked() throws Exception {
    UUID id = new Samples(node).posted("desk");
    refused(erase(id, node.operator, "ORDER"), 409, "STILL_OPEN");
    await(node.client(node.desk).withdraw(id));
    HttpResponse<String> proposed = erase(id, node.operator, "ORDER");
    assertThat(node.ledger.due(Samples.PARTNER, 9, node.clock.instant())).isEmpty();
    assertThat(approved(proposed).getString("result")).isEqualTo("DONE");
    assertThat(node.ledger.due(Samples.PARTNER, 9, node.clock.instant())).hasSize(1);
    JsonObject record = await(node.client(node.desk).find(id));
    assertThat(record.getString("state")).isEqualTo("WITHDRAWN");
    assertThat(record.getString("erasedAt")).isNotNull();
    assertThat(record.getString("targetDivision")).isNull();
    assertThat(approved(erase(id, node.operator, "ORDER")).getString("result"))
        .isEqualTo("ALREADY");
  }

  @Test
  void nobody_else_erases_and_reasons_are_a_closed_set() throws Exception {
    UUID id = new Samples(node).posted("desk");
    refused(erase(id, node.desk, "ORDER"), 403, "FORBIDDEN");
    refused(erase(id, node.operator, "RETENTION"), 400, "BODY_INVALID");
    refused(erase(id, node.operator, "OTHER"), 400, "BODY_INVALID");
    refused(erase(id, node.operator, "a person's name"), 400, "BODY_INVALID");
    refused(erase(new UUID(1, 2), node.operator, "ORDER"), 404, "NOT_FOUND");
  }

  @Test
  void disclosures_are_for_operators_and_repeat_no_number() throws Exception {
    String body = new JsonObject().put("documentType", "01").put("documentNumber", NUMBER).encode();
    refused(node.post("/v1/disclosures", node.desk, body), 403, "FORBIDDEN");
    HttpResponse<String> answer = node.post("/v1/disclosures", node.operator, body);
    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.body()).isEqualTo("{\"items\":[],\"more\":false}");
    for (String bad :
        new String[] {
          "{\"documentType\":\"01\"}",
          "{\"documentType\":\"0 1\",\"documentNumber\":\"" + NUMBER + "\"}",
          "{\"documentType\":\"01\",\"documentNumber\":\"" + NUMBER.repeat(3) + "\"}"
        }) {
      HttpResponse<String> refusal = node.post("/v1/disclosures", node.operator, bad);
      refused(refusal, 400, "BODY_INVALID");
      assertThat(refusal.body()).doesNotContain(NUMBER);
    }
    assertThat(node.get("/v1/disclosures", node.operator).statusCode()).isEqualTo(405);
  }
}
