package hutong.gateway.http;

import static org.assertj.core.api.Assertions.assertThat;

import hutong.gateway.systems.KeyScope;
import hutong.gateway.systems.NewKey;
import io.vertx.core.json.JsonObject;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Every call of the API with a key for each single thing. */
class ScopesTest {

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

  private Map<KeyScope, String> keys() {
    Map<KeyScope, String> keys = new EnumMap<>(KeyScope.class);
    for (KeyScope each : KeyScope.SYSTEM) {
      keys.put(each, node.systems.addKey("desk", new NewKey(null, Set.of(each), null)));
    }
    for (KeyScope each : KeyScope.OPERATOR) {
      keys.put(each, node.systems.addKey("ops", new NewKey(null, Set.of(each), null)));
    }
    return keys;
  }

  private int ask(Operation operation, String key) throws Exception {
    String path =
        operation
            .path()
            .replace("{id}", UUID.randomUUID().toString())
            .replace("{lease}", UUID.randomUUID().toString())
            .replace("{digest}", "0".repeat(64))
            .replaceAll("\\{[a-z]+\\}", "1");
    HttpResponse<String> answer =
        node.send(
            node.request(path, key)
                .method(
                    operation.method().name(),
                    operation.takesBody()
                        ? BodyPublishers.ofString("x")
                        : BodyPublishers.noBody()));
    if (answer.statusCode() == 403 && !answer.body().isEmpty()) {
      assertThat(new JsonObject(answer.body()).getString("code")).isEqualTo("FORBIDDEN");
    }
    return answer.statusCode();
  }

  @Test
  void every_call_is_open_to_keys_for_it_and_to_no_others() throws Exception {
    Map<KeyScope, String> keys = keys();
    for (Operation operation : Operation.values()) {
      boolean open = operation.scope() == Operation.Scope.PUBLIC;
      assertThat(ask(operation, null) == 401).as(operation + " without a key").isEqualTo(!open);
      for (Map.Entry<KeyScope, String> key : keys.entrySet()) {
        boolean may = open || operation.scope().any().contains(key.getKey());
        int status = ask(operation, key.getValue());
        assertThat(status).isNotEqualTo(401).isNotEqualTo(500);
        assertThat(status != 403).as(operation + " for " + key.getKey()).isEqualTo(may);
      }
    }
  }

  @Test
  void keys_are_made_listed_and_revoked_over_the_api() throws Exception {
    String path = "/v1/systems/desk/keys";
    HttpResponse<String> made =
        node.post(path, node.operator, "{\"label\":\"nightly\",\"scopes\":[\"read\"]}");
    assertThat(made.statusCode()).isEqualTo(201);
    String key = new JsonObject(made.body()).getString("key");
    assertThat(node.get("/v1/deadlines", key).statusCode()).isEqualTo(200);
    assertThat(node.post("/v1/records", key, "{}").statusCode()).isEqualTo(403);
    JsonObject listed =
        new JsonObject(node.get(path, node.operator).body()).getJsonArray("items").getJsonObject(1);
    assertThat(listed.getString("label")).isEqualTo("nightly");
    assertThat(listed.getJsonArray("scopes").encode()).isEqualTo("[\"read\"]");

    String revoke = path + "/" + listed.getString("id") + ":revoke";
    assertThat(node.post(revoke, node.operator, "{}").statusCode()).isEqualTo(200);
    assertThat(node.get("/v1/deadlines", key).statusCode()).isEqualTo(401);
    assertThat(node.post(revoke, node.operator, "{}").statusCode()).isEqualTo(404);
    assertThat(node.post(path, node.operator, "{\"scopes\":[\"operate\"]}").body())
        .contains("BODY_INVALID", "/scopes");
    assertThat(node.post(path, node.operator, "{\"expires\":\"never\"}").body())
        .contains("BODY_INVALID", "/expires");
  }
}
