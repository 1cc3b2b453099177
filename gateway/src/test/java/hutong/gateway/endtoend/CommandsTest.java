package hutong.gateway.endtoend;

import static hutong.gateway.endtoend.Region.get;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import hutong.gateway.cli.CertsCommand;
import hutong.gateway.cli.RecordCommand;
import hutong.gateway.cli.RetentionCommand;
import hutong.gateway.cli.RouteCommand;
import hutong.gateway.cli.StatusCommand;
import hutong.gateway.cli.TailCommand;
import hutong.gateway.cli.WhyCommand;
import hutong.gateway.http.ApiClient;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What an operator types, against running nodes. */
class CommandsTest {

  @TempDir private Path folder;

  private final Vertx vertx = Vertx.vertx();
  private Region jiangsu;
  private Region henan;
  private ApiClient suzhou;
  private Path suzhouKey;
  private Path operatorKey;

  @BeforeEach
  void start() throws Exception {
    List<Region> regions = Region.make(folder, vertx, "320000", "410000");
    jiangsu = regions.get(0).start();
    henan = regions.get(1).start();
    String key = jiangsu.keyOf("suzhou", "3205");
    suzhou = jiangsu.client(key);
    suzhouKey = Files.writeString(folder.resolve("suzhou.key"), key);
    operatorKey =
        Files.writeString(
            folder.resolve("operator.key"), jiangsu.node().systems().addOperator("hand", null));
  }

  @AfterEach
  void stop() {
    jiangsu.close();
    henan.close();
    vertx.close();
  }

  @Test
  void a_route_is_paused_and_resumed_and_records_are_withdrawn_abandoned_and_retried()
      throws Exception {
    assertThat(ask(new RouteCommand(), operatorKey, "pause", "410000", "--reason", "FLOOD"))
        .isEqualTo(new Said(0, "Nothing is sent to 410000 from now on."));
    assertThat(ask(new RouteCommand(), operatorKey, "pause", "410000").text())
        .isEqualTo("It was paused already.");
    UUID withdrawn = post("a");
    UUID abandoned = post("b");
    UUID goes = post("c");
    assertThat(ask(new StatusCommand(), operatorKey).text()).contains("410000", "FLOOD");
    assertThat(ask(new WhyCommand(), suzhouKey, withdrawn.toString()).text())
        .contains("paused the route to 410000", "it is an operator's turn.");
    JsonObject why =
        new JsonObject(ask(new WhyCommand(), suzhouKey, withdrawn.toString(), "-o", "json").text());
    assertThat(why.getString("turn")).isEqualTo("OPERATOR");
    assertThat(why.getString("page")).isEqualTo("/v1/problems/PAUSED");
    assertThat(record(suzhouKey, "withdraw", withdrawn)).isEqualTo(new Said(0, "DONE"));
    assertThat(record(operatorKey, "abandon", abandoned)).isEqualTo(new Said(0, "DONE"));
    assertThat(record(operatorKey, "abandon", abandoned)).isEqualTo(new Said(0, "ALREADY"));
    assertThat(record(operatorKey, "retry", goes)).isEqualTo(new Said(0, "DONE"));
    assertThat(record(suzhouKey, "abandon", goes).exit()).as("no operator").isEqualTo(1);
    assertThat(record(operatorKey, "retry", UUID.randomUUID()).exit()).isEqualTo(1);
    assertThat(ask(new RecordCommand(), operatorKey, "address", goes.toString(), "350000").text())
        .contains("NOT_AWAITING_ADDRESS");
    assertThat(ask(new RouteCommand(), operatorKey, "resume", "410000"))
        .isEqualTo(new Said(0, "Sending to 410000 again."));
    await()
        .atMost(Duration.ofSeconds(30))
        .until(() -> get(suzhou.find(goes)).getString("state").equals("DELIVERED"));
    assertThat(get(suzhou.find(withdrawn)).getString("state")).isEqualTo("WITHDRAWN");
    assertThat(get(suzhou.find(abandoned)).getString("state")).isEqualTo("ABANDONED");
    assertThat(ask(new StatusCommand(), operatorKey, goes.toString()).text()).contains("DELIVERED");
    Said told = ask(new TailCommand(), suzhouKey, "--since", "2026-01-01T00:00:00Z", "--once");
    assertThat(
            told.text()
                .lines()
                .map(line -> line.replaceAll(".*  ([A-Z]+).*| [0-9]+$", "$1"))
                .toList())
        .containsExactly("WITHDRAWN", "ABANDONED", "DELIVERED", "--after");
    String after = told.text().substring(told.text().lastIndexOf(' ') + 1);
    assertThat(ask(new TailCommand(), suzhouKey, "--after", after, "--once").text())
        .isEqualTo("--after " + after);
  }

  @Test
  void an_operator_is_told_what_is_kept_how_long_and_that_a_forecast_needs_a_day() {
    assertThat(ask(new RetentionCommand(), operatorKey).text())
        .contains("free. When it is full can't be said yet", "ledger", "broker")
        .containsPattern("content +ArrivalNotice +P5Y +type")
        .containsPattern("batches +P14D +batches.keep")
        .containsPattern("receipts +ever +fixed");
    JsonObject told = new JsonObject(ask(new RetentionCommand(), operatorKey, "-o", "json").text());
    assertThat(told.getJsonObject("disk").getString("verdict")).isEqualTo("TOO_LITTLE_HISTORY");
    assertThat(told.getJsonObject("disk").getLong("free")).isPositive();
    assertThat(told.getJsonArray("parts").getJsonObject(0).getLong("bytes")).isPositive();
    assertThat(ask(new RetentionCommand(), suzhouKey).exit()).as("no operator").isEqualTo(1);
  }

  @Test
  void a_node_that_is_not_there_is_told_from_a_refusal() {
    String url = jiangsu.node().url().toString();
    henan.close();
    jiangsu.close();
    Said said =
        Said.of(
            new WhyCommand(), UUID.randomUUID(), "--url", url, "--key-file", suzhouKey.toString());
    assertThat(said.exit()).isEqualTo(4);
    assertThat(said.text()).contains("could not be asked");
  }

  @Test
  void a_key_is_rotated_and_an_outage_announced_and_the_others_take_the_directory()
      throws Exception {
    Path authority = folder.resolve("authority");
    Said rotated = certs("renew", "--authority", authority, "--home", henan.home().folder());
    assertThat(rotated.exit()).isZero();
    take(rotated);
    henan.close();
    henan.start();
    String from = Instant.now().plus(Duration.ofDays(1)).atOffset(ZoneOffset.UTC).toString();
    String until = Instant.now().plus(Duration.ofDays(2)).atOffset(ZoneOffset.UTC).toString();
    Said announced =
        certs("outage", "--authority", authority, "--from", from, "--until", until, "410000");
    assertThat(announced.exit()).isZero();
    take(announced);
    UUID id = post("after");
    await()
        .atMost(Duration.ofSeconds(30))
        .until(() -> get(suzhou.find(id)).getString("state").equals("DELIVERED"));
  }

  /** As the command says: its words up to the placeholder for the home. */
  private void take(Said said) {
    String[] lines = said.text().split("\n", -1);
    String[] words = lines[lines.length - 1].strip().split(" ", -1);
    assertThat(words).startsWith("hutong", "certs", "directory").endsWith("--home", "THEIR-HOME");
    for (Region region : List.of(jiangsu, henan)) {
      assertThat(certs("directory", words[3], "--home", region.home().folder()).text())
          .matches("Directory version \\d+ (is taken|was here already)\\.");
    }
  }

  private Said record(Path key, String what, UUID id) {
    return ask(new RecordCommand(), key, what, id.toString());
  }

  private Said ask(Object command, Path key, String... words) {
    List<String> all = new ArrayList<>(List.of(words));
    all.addAll(List.of("--url", jiangsu.node().url().toString(), "--key-file", key.toString()));
    return Said.of(command, all.toArray());
  }

  private static Said certs(Object... words) {
    return Said.of(new CertsCommand(), words);
  }

  private UUID post(String key) throws Exception {
    byte[] body = TestRecords.arrival(key).getBytes(StandardCharsets.UTF_8);
    return get(suzhou.submit(body, "application/json", key)).id();
  }
}
