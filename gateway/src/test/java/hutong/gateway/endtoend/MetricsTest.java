package hutong.gateway.endtoend;

import static hutong.gateway.endtoend.Region.get;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import hutong.gateway.http.ApiClient;
import hutong.gateway.http.Mail;
import hutong.gateway.systems.KeyScope;
import hutong.gateway.systems.NewKey;
import io.vertx.core.Vertx;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What Prometheus would scrape of nodes with traffic. */
class MetricsTest {

  private static final Pattern LINE =
      Pattern.compile("[a-z_]+(\\{([a-z_]+=\"[^\"]*\",?)*\\})? (NaN|[+-]?(Inf|[0-9.E+-]+))");

  @TempDir private Path folder;
  private final Vertx vertx = Vertx.vertx();
  private final HttpClient http = HttpClient.newHttpClient();
  private Region jiangsu;
  private Region henan;

  @BeforeEach
  void start() throws Exception {
    List<Region> regions = Region.make(folder, vertx, "320000", "410000", "360000");
    jiangsu = regions.get(0).start();
    henan = regions.get(1).start();
  }

  @AfterEach
  void stop() {
    jiangsu.close();
    henan.close();
    vertx.close();
  }

  private HttpResponse<String> ask(String key, String accept) throws Exception {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create(jiangsu.node().url() + "/observe/metrics"));
    if (key != null) {
      request.header("Authorization", "Bearer " + key);
    }
    return http.send(request.header("Accept", accept).build(), BodyHandlers.ofString());
  }

  @Test
  void traffic_is_counted_and_timed_routes_are_gauged_and_nobody_is_named() throws Exception {
    ApiClient suzhou = jiangsu.decider("suzhou", "3205");
    ApiClient zhoukou = henan.decider("zhoukou", "4116");
    byte[] good = TestRecords.arrival("m1").getBytes(StandardCharsets.UTF_8);
    UUID id = get(suzhou.submit(good, "application/json", null)).id();
    byte[] down =
        TestRecords.arrival("m2")
            .replace("\"division\": \"412701\"", "\"division\": \"360102\"")
            .getBytes(StandardCharsets.UTF_8);
    get(suzhou.submit(down, "application/json", null));
    Mail mail = get(zhoukou.mailbox(30, 10, 60)).orElseThrow();
    get(zhoukou.decide(mail.lease(), List.of(Mail.Verdict.accept(mail.items().get(0)))));
    await()
        .atMost(Duration.ofSeconds(30))
        .until(() -> get(suzhou.find(id)).getString("state").equals("ACCEPTED"));
    String operator = jiangsu.node().systems().addOperator("scraper", null);
    String watch =
        jiangsu.node().systems().addKey("scraper", new NewKey(null, Set.of(KeyScope.WATCH), null));
    assertThat(ask(null, "*/*").statusCode()).isEqualTo(401);
    assertThat(ask(operator, "*/*").statusCode()).isEqualTo(200);
    await()
        .atMost(Duration.ofSeconds(30))
        .untilAsserted(
            () ->
                assertThat(ask(watch, "text/plain").body())
                    .contains(
                        "hutong_attempts_failed_total{cause=\"BROKER_UNREACHABLE\",node=\"360000\"}"));
    HttpResponse<String> answer = ask(watch, "text/plain");
    assertThat(answer.headers().firstValue("Content-Type").orElseThrow())
        .startsWith("text/plain; version=0.0.4");
    String text = answer.body();
    assertThat(text)
        .contains("hutong_record_events_total{code=\"\",direction=\"out\",event=\"ACCEPTED\"} 1.0")
        .contains("hutong_stage_seconds_count{stage=\"dispatch\"}")
        .contains("hutong_stage_seconds_count{stage=\"delivery\"} 1")
        .contains("hutong_route_pending{node=\"360000\"} 1.0")
        .contains("hutong_route_state{node=\"360000\",state=\"PUT_OFF\"} 1.0")
        .contains("hutong_http_request_seconds_count{operation=\"SUBMIT\",status=\"202\"} 2")
        .contains("hutong_certificate_expires_seconds{use=\"signing\"}")
        .contains(
            "hutong_directory_expires_seconds", "hutong_disk_free_bytes", "jvm_memory_used_bytes")
        .contains("hutong_used_bytes{part=\"ledger\"}", "hutong_used_bytes{part=\"broker\"}")
        .doesNotContain(id.toString(), "王", "412701198502030007", "m1", "suzhou");
    assertThat(text.lines().filter(line -> !line.startsWith("#")))
        .allMatch(line -> LINE.matcher(line).matches() || line.startsWith("jvm_"));
    assertThat(ask(watch, "application/openmetrics-text").body()).endsWith("# EOF\n");
  }
}
