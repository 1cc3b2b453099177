package hutong.gateway.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import hutong.client.HutongClient;
import hutong.gateway.endtoend.NpmTool;
import hutong.gateway.endtoend.TcpLine;
import hutong.gateway.node.Home;
import hutong.gateway.node.NewNode;
import hutong.gateway.node.NewNodes;
import hutong.gateway.systems.SystemsFile;
import hutong.routes.LocalSystem;
import io.vertx.core.json.JsonObject;
import java.io.File;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What was collected for two days without a connection goes up over one that breaks all the time.
 */
@Tag("processes")
class OfflineTerminalTest {

  private static final int ROWS = 4_000;
  private static final int BREAKS_AFTER = 200_000;
  private static final ZoneId CHINA = ZoneId.of("Asia/Shanghai");
  private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss");

  @TempDir private Path folder;
  private NodeProcess node;
  private String key;
  private HutongClient operator;

  @BeforeEach
  void start() throws Exception {
    Home home =
        NewNodes.create(
                folder,
                List.of(
                    NewNode.local("320000", "江苏省", "Jiangsu"),
                    NewNode.local("410000", "河南省", "Henan")),
                Map.of(),
                Clock.systemUTC())
            .get(0);
    SystemsFile systems = new SystemsFile(home.systems(), Clock.systemUTC(), new SecureRandom());
    key = systems.add(new LocalSystem("terminals", true, null, Set.of(), List.of("3205")), null);
    node = new NodeProcess(home, Map.of("HUTONG_RETRY_LONGEST", "PT1S")).start();
    operator = client(node.httpPort(), systems.addOperator("watcher", null));
  }

  @AfterEach
  void stop() {
    node.close();
  }

  private static HutongClient client(int port, String key) {
    return new HutongClient(URI.create("http://127.0.0.1:" + port), key, "en", null);
  }

  /** By a clock that is an hour behind. */
  private static String clock() {
    return LocalDateTime.now(CHINA).minusHours(1).format(TIME);
  }

  private Path visits(String name) throws IOException {
    LocalDate day = LocalDate.now(CHINA).minusDays(2);
    StringBuilder lines = new StringBuilder();
    JsonObject head =
        new JsonObject()
            .put("terminal", "T-" + name)
            .put("office", "11110000MB0FAKE02Y")
            .put("clock", clock());
    lines.append(new JsonObject().put("batch", head).encode()).append('\n');
    for (int i = 0; i < ROWS; i++) {
      JsonObject visit =
          new JsonObject()
              .put("t", "arrival")
              .put("no", name + i)
              .put("at", day.atTime(9, 0).plusSeconds(30L * i).format(TIME))
              .put("on", day.toString())
              .put("came", day.toString())
              .put("name", "测试甲")
              .put("idno", "412701198502030007")
              .put("basis", "SC-663")
              .put("home", new JsonObject().put("code", "412701").put("on", "1999-05-01"))
              .put(
                  "here",
                  new JsonObject()
                      .put("code", "320582")
                      .put("on", "2026-02-01")
                      .put("text", "样例路 1 号"));
      lines.append(visit.encode()).append('\n');
    }
    return Files.writeString(folder.resolve(name + ".jsonl"), lines, StandardCharsets.UTF_8);
  }

  private String uploaded(int port, Path file) throws IOException {
    String asked =
        new JsonObject()
            .put("endpoint", "http://127.0.0.1:" + port + "/v1/uploads")
            .put("key", key)
            .put("file", file.toAbsolutePath().toString())
            .put("dialect", "terminal-jsonl")
            .put("clock", clock())
            .encode();
    NpmTool.Run run = NpmTool.installed("uploads").run(asked, List.of("node", "upload.mjs"));
    assertThat(run.exit()).as(run.printed()).isZero();
    return run.printed().replaceAll("(?s).*batch ([0-9a-f-]{36}).*", "$1");
  }

  @Test
  void every_visit_arrives_once_though_the_line_breaks_and_the_node_is_killed() throws Exception {
    Path file = visits("v");
    assertThat(Files.size(file)).isGreaterThan(4L * BREAKS_AFTER);
    String batch;
    try (TcpLine line = TcpLine.breaking(node.httpPort(), BREAKS_AFTER)) {
      CompletableFuture<String> upload =
          CompletableFuture.supplyAsync(
              () -> {
                try {
                  return uploaded(line.port(), file);
                } catch (IOException fault) {
                  throw new CompletionException(fault);
                }
              },
              work -> new Thread(work, "terminal").start());
      Path parts = node.home().uploads();
      await()
          .atMost(Duration.ofSeconds(60))
          .until(() -> upload.isDone() || largest(parts) > 2L * BREAKS_AFTER);
      assertThat(upload).as("it is on its way").isNotDone();
      node.kill();
      node.start();
      batch = upload.join();
    }
    JsonNode done = ended(batch);
    assertThat(done.get("state").asText()).isEqualTo("DONE");
    assertThat(done.get("rows").asInt()).isEqualTo(ROWS);
    assertThat(done.get("refused").asInt()).isZero();
    assertThat(posted()).isEqualTo(ROWS);
    assertThat(uploaded(node.httpPort(), file)).as("the same again").isEqualTo(batch);
    assertThat(posted()).isEqualTo(ROWS);
    assertThat(largest(node.home().uploads())).as("not kept twice").isLessThan(2_000);
  }

  @Test
  void the_small_client_goes_on_where_it_broke_off() throws Exception {
    Path file = visits("w");
    Path remembered = folder.resolve("w.upload");
    JsonNode kept;
    try (TcpLine line = TcpLine.breaking(node.httpPort(), BREAKS_AFTER)) {
      kept = client(line.port(), key).keep(file, "terminal-jsonl", false, remembered);
    }
    assertThat(remembered).doesNotExist();
    assertThat(ended(kept.get("id").asText()).get("taken").asInt()).isEqualTo(ROWS);
    assertThat(posted()).isEqualTo(ROWS);
  }

  private JsonNode ended(String batch) throws IOException {
    HutongClient client = client(node.httpPort(), key);
    JsonNode[] last = new JsonNode[1];
    await()
        .atMost(Duration.ofSeconds(90))
        .until(
            () -> {
              last[0] = client.read("/v1/batches/" + batch);
              return !List.of("RECEIVED", "RUNNING").contains(last[0].get("state").asText());
            });
    return last[0];
  }

  private long posted() throws IOException {
    long posted = 0;
    for (JsonNode each : operator.read("/v1/status").get("tally")) {
      posted += each.get("count").asLong();
    }
    return posted;
  }

  private static long largest(Path folder) {
    long largest = 0;
    File[] files = folder.toFile().listFiles();
    for (File each : files == null ? new File[0] : files) {
      largest = Math.max(largest, each.length());
    }
    return largest;
  }
}
