package hutong.gateway.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.http.HttpMethod;
import io.vertx.core.json.JsonObject;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A system sees only its own: what is another's is answered as what does not exist. */
class ForeignIdsTest {

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

  /** What belongs to {@code desk}, by the beginning of the paths that name it. */
  private Map<String, List<String>> ids() throws Exception {
    Samples samples = new Samples(node);
    Map<String, List<String>> ids = new LinkedHashMap<>();
    ids.put(
        "/v1/records/",
        List.of(samples.posted("desk").toString(), samples.arrived().id().toString()));
    HttpResponse<String> mail = node.get("/v1/mailbox", node.desk);
    ids.put("/v1/mailbox/", List.of(new JsonObject(mail.body()).getString("lease")));
    HttpResponse<String> kept =
        node.send(
            node.request("/v1/batches:keep?dialect=county-csv", node.desk)
                .header("Content-Type", "text/csv")
                .POST(BodyPublishers.ofString("姓名\r\n测试甲\r\n")));
    ids.put("/v1/batches/", List.of(new JsonObject(kept.body()).getString("id")));
    HttpResponse<String> upload =
        node.send(
            node.request("/v1/uploads", node.desk)
                .header("Tus-Resumable", "1.0.0")
                .header("Upload-Length", "10")
                .header("Upload-Metadata", "dialect " + base64("county-csv"))
                .POST(BodyPublishers.noBody()));
    String location = upload.headers().firstValue("Location").orElseThrow();
    ids.put("/v1/uploads/", List.of(location.substring(location.lastIndexOf('/') + 1)));
    HttpResponse<String> hook =
        node.post("/v1/webhooks", node.desk, "{\"url\":\"https://127.0.0.1:1/x\"}");
    assertThat(hook.statusCode()).as(hook.body()).isEqualTo(201);
    ids.put("/v1/webhooks/", List.of(new JsonObject(hook.body()).getString("id")));
    return ids;
  }

  private static String base64(String text) {
    return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
  }

  /** All that a caller can tell the one from the other by. */
  private String answer(Operation operation, String id) throws Exception {
    String path = operation.path().replaceAll("\\{(id|lease)\\}", id).replace("{number}", "0");
    HttpRequest.Builder request =
        node.request(path, node.otherDesk)
            .header("Tus-Resumable", "1.0.0")
            .header("Upload-Offset", "0");
    if (operation.takesBody()) {
      boolean part = operation.method().equals(HttpMethod.PATCH);
      request.header("Content-Type", part ? "application/offset+octet-stream" : "application/json");
    }
    HttpResponse<String> answer =
        node.send(
            request.method(
                operation.method().name(),
                operation.takesBody()
                    ? BodyPublishers.ofString(body(operation))
                    : BodyPublishers.noBody()));
    return answer.statusCode() + " " + answer.body().replaceAll("\"requestId\":\"[^\"]*\"", "");
  }

  private static String body(Operation operation) {
    return switch (operation) {
      case ADDRESS -> "{\"node\":\"350000\"}";
      case RECOVER_HOOK -> "{\"since\":\"2026-01-01T00:00:00Z\"}";
      case DECIDE, ACKNOWLEDGE, GIVE_BACK -> "{\"items\":[]}";
      default -> "{}";
    };
  }

  @Test
  void what_is_anothers_is_answered_as_what_does_not_exist() throws Exception {
    Map<String, List<String>> ids = ids();
    List<Operation> tried = new ArrayList<>();
    for (Operation operation : Operation.values()) {
      for (Map.Entry<String, List<String>> mine : ids.entrySet()) {
        if (operation.path().startsWith(mine.getKey() + "{")) {
          tried.add(operation);
          for (String id : mine.getValue()) {
            String unknown = answer(operation, UUID.randomUUID().toString());
            assertThat(unknown).as(operation.toString()).matches("(?s)(403|404|400) .*");
            assertThat(answer(operation, id)).as(operation.toString()).isEqualTo(unknown);
          }
        }
      }
    }
    assertThat(tried).hasSizeGreaterThan(28);
    for (String list : List.of("/v1/batches", "/v1/webhooks", "/v1/outcomes", "/v1/deadlines")) {
      assertThat(new JsonObject(node.get(list, node.otherDesk).body()).getJsonArray("items"))
          .as(list)
          .isEmpty();
    }
    String bySource = "/v1/records?sourceSystem=desk&sourceKey=row-1";
    assertThat(node.get(bySource, node.desk).body()).contains("\"id\"");
    assertThat(node.get(bySource, node.otherDesk).body()).doesNotContain("\"id\"");
  }
}
