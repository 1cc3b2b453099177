package hutong.gateway.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import hutong.gateway.endtoend.NpmTool;
import hutong.gateway.webhooks.SendWebhooks;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A real receiver that takes, refuses, hangs and moves away. */
class WebhooksTest {

  @TempDir Path home;
  private final List<String> told = Collections.synchronizedList(new ArrayList<>());
  private final List<String> signed = Collections.synchronizedList(new ArrayList<>());
  private final List<JsonObject> got = Collections.synchronizedList(new ArrayList<>());
  private final CountDownLatch letGo = new CountDownLatch(1);
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private RunningApi node;
  private SendWebhooks sending;
  private HttpServer receiver;
  private Samples samples;
  private volatile int status = 204;

  @BeforeEach
  void start() throws Exception {
    node = new RunningApi(home);
    samples = new Samples(node);
    receiver = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    receiver.setExecutor(threads);
    receiver.createContext("/take", this::take);
    receiver.createContext(
        "/hang",
        call -> {
          try {
            letGo.await();
          } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
          }
          call.close();
        });
    receiver.createContext(
        "/away",
        call -> {
          call.getResponseHeaders().add("Location", url("/take"));
          call.sendResponseHeaders(307, -1);
          call.close();
        });
    receiver.start();
    sending =
        new SendWebhooks(
            node.ledger.webhooks(), node.ledger.outcomes(), node.systems, node.hooks, node.clock);
  }

  @AfterEach
  void stop() throws Exception {
    letGo.countDown();
    sending.close();
    receiver.stop(0);
    threads.shutdownNow();
    node.close();
  }

  private void take(HttpExchange call) throws IOException {
    String body = new String(call.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
    signed.add(call.getRequestHeaders().getFirst("webhook-signature"));
    JsonObject headers = new JsonObject();
    for (String name : List.of("webhook-id", "webhook-timestamp", "webhook-signature")) {
      headers.put(name, call.getRequestHeaders().getFirst(name));
    }
    got.add(new JsonObject().put("headers", headers).put("body", body));
    if (status == 204) {
      told.add(
          new JsonObject(body).getString("type")
              + " "
              + call.getRequestHeaders().getFirst("webhook-id"));
    } else if (status == 429) {
      call.getResponseHeaders().add("Retry-After", "3600");
    }
    call.sendResponseHeaders(status, -1);
    call.close();
  }

  private String url(String path) {
    return "http://127.0.0.1:" + receiver.getAddress().getPort() + path;
  }

  private JsonObject add(String path) throws Exception {
    HttpResponse<String> made =
        node.post("/v1/webhooks", node.desk, new JsonObject().put("url", url(path)).encode());
    assertThat(made.statusCode()).as(made.body()).isEqualTo(201);
    return new JsonObject(made.body());
  }

  private JsonObject shown(JsonObject hook) throws Exception {
    return new JsonObject(node.get("/v1/webhooks/" + hook.getString("id"), node.desk).body());
  }

  private JsonObject act(JsonObject hook, String what, String body) throws Exception {
    HttpResponse<String> answer =
        node.post("/v1/webhooks/" + hook.getString("id") + ":" + what, node.desk, body);
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    return new JsonObject(answer.body());
  }

  private void abandon(int count) {
    for (int i = 0; i < count; i++) {
      UUID id = samples.posted("desk");
      node.ledger.abandon(id, node.clock.instant());
    }
  }

  @Test
  void it_is_told_in_order_what_happens_after_it_was_made_and_again_what_it_asks_for()
      throws Exception {
    abandon(1);
    JsonObject hook = add("/take");
    abandon(60);
    await().untilAsserted(() -> assertThat(told).hasSize(60));
    assertThat(told)
        .doesNotHaveDuplicates()
        .allMatch(each -> each.startsWith("record.abandoned out_"));
    assertThat(told).isSortedAccordingTo((a, b) -> Long.compare(number(a), number(b)));

    act(hook, "recover", "{\"since\":\"2000-01-01T00:00:00Z\"}");
    await().untilAsserted(() -> assertThat(told).hasSize(121));
    assertThat(told.stream().distinct()).hasSize(61);
  }

  private static long number(String told) {
    return Long.parseLong(told.substring(told.indexOf("out_") + 4));
  }

  @Test
  void an_outside_judge_verifies_what_is_signed_by_the_secret_and_by_the_one_after_it()
      throws Exception {
    node.clock.advance(Duration.between(node.clock.instant(), Instant.now()));
    JsonObject hook = add("/take");
    abandon(3);
    await().untilAsserted(() -> assertThat(told).hasSize(3));
    String next = act(hook, "rotate", "{}").getString("secret");
    abandon(2);
    await().untilAsserted(() -> assertThat(told).hasSize(5));

    StringBuilder lines = new StringBuilder();
    got.forEach(
        each ->
            lines
                .append(each.copy().put("secret", hook.getString("secret")).encode())
                .append('\n'));
    got.subList(3, 5)
        .forEach(each -> lines.append(each.copy().put("secret", next).encode()).append('\n'));
    NpmTool.Run run =
        NpmTool.installed("webhooks").run(lines.toString(), List.of("node", "judge.mjs"));
    assertThat(run.printed()).contains("verified 7");
    assertThat(run.exit()).isZero();
  }

  @Test
  void what_fails_waits_and_is_told_later_while_another_goes_on() throws Exception {
    status = 500;
    JsonObject failing = add("/take");
    JsonObject hanging = add("/hang");
    abandon(2);
    await().untilAsserted(() -> assertThat(shown(failing).getInteger("failures")).isEqualTo(1));
    assertThat(shown(failing).getString("cause")).isEqualTo("STATUS_500");
    status = 429;
    node.clock.advance(Duration.ofSeconds(6));
    await().untilAsserted(() -> assertThat(shown(failing).getInteger("failures")).isEqualTo(2));
    assertThat(shown(failing).getString("next"))
        .isGreaterThan(node.clock.instant().plusSeconds(3_599).toString());
    status = 204;
    assertThat(told).isEmpty();
    node.clock.advance(Duration.ofHours(2));
    await().untilAsserted(() -> assertThat(told).hasSize(2));
    assertThat(shown(failing).getInteger("failures")).isZero();
    assertThat(shown(hanging).getString("state")).isEqualTo("ACTIVE");
  }

  @Test
  void who_is_gone_or_fails_for_days_is_disabled_with_an_alarm_until_it_is_enabled()
      throws Exception {
    status = 410;
    JsonObject gone = add("/take");
    abandon(1);
    await().untilAsserted(() -> assertThat(shown(gone).getString("state")).isEqualTo("DISABLED"));
    assertThat(node.ledger.alarms(5))
        .anyMatch(each -> each.code().name().equals("WEBHOOK_DISABLED"));
    status = 500;
    act(gone, "enable", "{}");
    for (int failures = 1; failures <= 9; failures++) {
      int so = failures;
      await().untilAsserted(() -> assertThat(shown(gone).getInteger("failures")).isEqualTo(so));
      node.clock.advance(Duration.ofHours(27));
    }
    await().untilAsserted(() -> assertThat(shown(gone).getString("state")).isEqualTo("DISABLED"));
  }

  @Test
  void a_call_leads_nowhere_else_and_its_test_says_why_not() throws Exception {
    JsonObject away = add("/away");
    assertThat(act(away, "test", "{}").getString("cause")).isEqualTo("STATUS_307");
    assertThat(told).isEmpty();
    JsonObject well = add("/take");
    assertThat(act(well, "test", "{}").getBoolean("taken")).isTrue();
    assertThat(told).singleElement().asString().startsWith("test test_");
    JsonObject rotated = act(well, "rotate", "{}");
    assertThat(rotated.getString("secret"))
        .startsWith("whsec_")
        .isNotEqualTo(well.getString("secret"));
    act(well, "test", "{}");
    assertThat(signed.get(signed.size() - 1)).matches("v1,\\S+ v1,\\S+");
    node.clock.advance(Duration.ofHours(25));
    act(well, "test", "{}");
    assertThat(signed.get(signed.size() - 1)).matches("v1,\\S+");
  }

  @Test
  void private_addresses_strange_urls_and_others_webhooks_are_out_of_reach() throws Exception {
    for (String url :
        List.of(
            "ftp://example.org/", "https://user@example.org/", "https://example.org/#x", "x", "")) {
      HttpResponse<String> answer =
          node.post("/v1/webhooks", node.desk, new JsonObject().put("url", url).encode());
      assertThat(answer.body()).as(url).contains("BODY_INVALID", "/url").doesNotContain("example");
    }
    for (String url :
        List.of(
            "http://10.0.0.1/",
            "https://169.254.169.254/latest",
            "https://[::1]/",
            "https://[::ffff:10.0.0.1]/",
            "https://0.0.0.0/",
            "https://100.64.1.1/")) {
      JsonObject hook =
          new JsonObject(
              node.post("/v1/webhooks", node.desk, new JsonObject().put("url", url).encode())
                  .body());
      assertThat(act(hook, "test", "{}").getString("cause"))
          .as(url)
          .isEqualTo("ADDRESS_NOT_ALLOWED");
      String path = "/v1/webhooks/" + hook.getString("id");
      assertThat(node.get(path, node.otherDesk).statusCode()).isEqualTo(404);
      assertThat(node.post(path + ":remove", node.otherDesk, "{}").statusCode()).isEqualTo(404);
      assertThat(node.post(path + ":remove", node.desk, "{}").statusCode()).isEqualTo(204);
    }
    String secret = add("/take").getString("secret");
    for (int i = 1; i < 8; i++) {
      add("/take");
    }
    assertThat(node.post("/v1/webhooks", node.desk, "{\"url\":\"https://example.org\"}").body())
        .contains("TOO_MANY_WEBHOOKS");
    assertThat(node.get("/v1/webhooks", node.desk).body()).doesNotContain("secret", "/take");
    try (Stream<Path> files = Files.walk(home)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        assertThat(Files.readString(file, StandardCharsets.ISO_8859_1))
            .doesNotContain(secret.substring(6), secret);
      }
    }
  }
}
