package hutong.gateway.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import hutong.routes.ledger.Quarantined;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.net.InetAddress;
import java.net.Socket;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What operators do, and read that is about people, is noted; what systems do is not. */
class NotedTest {

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

  private List<JsonObject> acts(String query) throws Exception {
    HttpResponse<String> answer = node.get("/v1/audit?" + query, node.operator);
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    JsonArray items = new JsonObject(answer.body()).getJsonArray("items");
    return items.stream().map(each -> (JsonObject) each).toList();
  }

  private List<JsonObject> acts(String query, int count) {
    await().untilAsserted(() -> assertThat(acts(query)).hasSize(count));
    try {
      return acts(query);
    } catch (Exception e) {
      throw new AssertionError(e);
    }
  }

  @Test
  void what_an_operator_does_is_noted_before_and_after_with_what_came_of_it() throws Exception {
    UUID id = new Samples(node).posted("desk");
    String path = "/v1/records/" + id + ":abandon";
    HttpResponse<String> done = node.post(path, node.operator, "{}");
    assertThat(done.statusCode()).isEqualTo(200);
    node.post(path.replace(id.toString(), new UUID(1, 2).toString()), node.operator, "{}");

    List<JsonObject> acts = acts("what=ABANDON", 4);
    assertThat(acts)
        .extracting(each -> each.getString("outcome") + " " + each.getString("code"))
        .containsExactlyInAnyOrder("ASKED null", "DONE null", "ASKED null", "REFUSED NOT_FOUND");
    JsonObject first = acts.get(3);
    assertThat(first.getString("about")).isEqualTo(id.toString());
    assertThat(first.getString("by")).isEqualTo("ops");
    assertThat(first.getString("channel")).isEqualTo("API");
    assertThat(done.headers().firstValue("X-Request-Id")).hasValue(first.getString("request"));
  }

  @Test
  void who_reads_about_people_is_noted_and_of_the_people_nothing() throws Exception {
    UUID id = new Samples(node).posted("desk");
    node.post(
        "/v1/disclosures",
        node.operator,
        new JsonObject().put("documentType", "01").put("documentNumber", NUMBER).encode());
    node.get("/v1/records/" + id + "/evidence", node.operator);
    node.post("/v1/systems/" + NUMBER + ":retire", node.operator, "{}");

    assertThat(acts("what=DISCLOSURES", 2).get(0).getString("outcome")).isEqualTo("DONE");
    assertThat(acts("what=EVIDENCE", 2).get(0).getString("code")).isEqualTo("EVIDENCE_NOT_YET");
    assertThat(acts("what=RETIRE", 2).get(0).containsKey("about")).isFalse();
    assertThat(acts("").toString()).doesNotContain(NUMBER);
  }

  @Test
  void what_systems_do_and_what_operators_only_look_at_is_not_noted() throws Exception {
    UUID id = new Samples(node).posted("desk");
    node.post("/v1/records/" + id + ":withdraw", node.desk, "{}");
    node.get("/v1/status", node.operator);
    node.get("/v1/records/" + id, node.operator);
    assertThat(acts("")).isEmpty();
  }

  @Test
  void what_cannot_be_noted_is_not_done() throws Exception {
    UUID id = new Samples(node).posted("desk");
    node.nothingNoted = true;
    HttpResponse<String> answer = node.post("/v1/records/" + id + ":abandon", node.operator, "{}");
    assertThat(answer.statusCode()).isEqualTo(503);
    HttpResponse<String> record = node.get("/v1/records/" + id, node.operator);
    assertThat(new JsonObject(record.body()).getString("state")).isEqualTo("SUBMITTED");
  }

  @Test
  void the_list_goes_on_where_it_ended_and_takes_nothing_unknown() throws Exception {
    for (int i = 0; i < 5; i++) {
      node.post("/v1/records/" + new UUID(1, i) + ":retry", node.operator, "{}");
    }
    acts("", 10);
    JsonObject page = new JsonObject(node.get("/v1/audit?max=6&by=ops", node.operator).body());
    assertThat(page.getJsonArray("items")).hasSize(6);
    assertThat(acts("max=6&after=" + page.getString("next"))).hasSize(4);
    assertThat(acts("until=2000-01-01T00:00:00Z")).isEmpty();
    for (String bad :
        List.of(
            "by=a%20b",
            "what=retry",
            "from=now",
            "until=%2B999999999-01-01T00:00:00Z",
            "after=1",
            "max=0",
            "other=1")) {
      assertThat(node.get("/v1/audit?" + bad, node.operator).statusCode()).as(bad).isEqualTo(400);
    }
    assertThat(node.get("/v1/audit", node.desk).statusCode()).isEqualTo(403);
  }

  @Test
  void whoever_hangs_up_is_not_noted_as_done_before_it_is() throws Exception {
    byte[] envelope = {1, 2, 3};
    String digest = HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(envelope));
    node.ledger.quarantine(
        List.of(new Quarantined(node.clock.instant(), "MALFORMED", digest, null, envelope)));
    String made =
        node.post(
                "/v1/proposals",
                node.operator,
                "{\"kind\":\"RELEASE\",\"about\":\"" + digest + "\",\"reason\":\"REMEDIED\"}")
            .headers()
            .firstValue("Location")
            .orElseThrow();
    CountDownLatch begun = new CountDownLatch(1);
    CountDownLatch may = new CountDownLatch(1);
    node.released =
        any -> {
          begun.countDown();
          try {
            may.await();
          } catch (InterruptedException stopped) {
            throw new AssertionError(stopped);
          }
          return "RECEIVED";
        };
    String head =
        "POST %s:approve HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer %s\r\n"
            + "Content-Type: application/json\r\nContent-Length: 2\r\n\r\n{}";
    try (Socket caller = new Socket(InetAddress.getLoopbackAddress(), node.port())) {
      caller
          .getOutputStream()
          .write(head.formatted(made, node.second).getBytes(StandardCharsets.US_ASCII));
      begun.await();
    }
    // What is noted later is noted behind what was noted before: so the hang-up has been heard.
    await()
        .during(Duration.ofMillis(500))
        .untilAsserted(
            () ->
                assertThat(acts("what=APPROVE"))
                    .extracting(each -> each.getString("outcome"))
                    .containsExactly("ASKED"));
    may.countDown();
    assertThat(acts("what=APPROVE", 2).get(0).getString("outcome")).isEqualTo("DONE");
  }
}
