package hutong.gateway.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TellOutcomesTest {

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

  private JsonObject outcomes(String query, String key) throws Exception {
    HttpResponse<String> answer = node.get("/v1/outcomes" + query, key);
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    return new JsonObject(answer.body());
  }

  @Test
  void a_system_goes_on_where_it_left_off_and_sees_its_own_alone() throws Exception {
    Samples samples = new Samples(node);
    UUID one = samples.posted("desk");
    UUID two = samples.posted("desk");
    node.ledger.abandon(two, node.clock.instant());
    JsonObject first = outcomes("?max=1", node.desk);
    node.ledger.abandon(one, node.clock.instant());
    JsonObject second = outcomes("?after=" + first.getString("next"), node.desk);

    JsonArray items = first.getJsonArray("items");
    assertThat(items.getJsonObject(0).getString("id")).isEqualTo(two.toString());
    assertThat(items.getJsonObject(0).getString("state")).isEqualTo("ABANDONED");
    assertThat(second.getJsonArray("items").getJsonObject(0).getString("id"))
        .isEqualTo(one.toString());
    JsonObject nothing = outcomes("?after=" + second.getString("next"), node.desk);
    assertThat(nothing.getJsonArray("items")).isEmpty();
    assertThat(nothing.getString("next")).isEqualTo(second.getString("next"));
    assertThat(outcomes("?since=2000-01-01T00:00:00Z", node.desk).getJsonArray("items")).hasSize(2);
    assertThat(outcomes("", node.otherDesk).getJsonArray("items")).isEmpty();
  }

  @Test
  void who_waits_is_told_when_it_happens() {
    UUID id = new Samples(node).posted("desk");
    CompletableFuture<JsonObject> waiting =
        CompletableFuture.supplyAsync(
            () -> {
              try {
                return outcomes("?wait=30", node.desk);
              } catch (Exception fault) {
                throw new CompletionException(fault);
              }
            });
    node.ledger.abandon(id, node.clock.instant());
    assertThat(waiting.join().getJsonArray("items")).hasSize(1);
  }

  @Test
  void a_cursor_that_is_none_is_refused() throws Exception {
    for (String query :
        List.of(
            "?after=-1",
            "?after=x",
            "?after=9999999999999999999",
            "?since=x",
            "?since=2026-01-01T00:00:00Z&after=1",
            "?max=0",
            "?wait=61")) {
      HttpResponse<String> answer = node.get("/v1/outcomes" + query, node.desk);
      assertThat(answer.statusCode()).as(query).isEqualTo(400);
      assertThat(answer.body()).contains("PARAMETER_INVALID");
    }
  }
}
