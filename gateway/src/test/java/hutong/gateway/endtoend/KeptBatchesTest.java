package hutong.gateway.endtoend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import hutong.gateway.http.ApiClient;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.dhatim.fastexcel.reader.ReadableWorkbook;
import org.dhatim.fastexcel.reader.Row;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A table is left with a node, and asked after later. */
class KeptBatchesTest {

  private static final String GOOD = "412701198502030007";
  private static final String MANGLED = "4.12701E+17";

  @TempDir private Path folder;
  private final Vertx vertx = Vertx.vertx();
  private final HttpClient http = HttpClient.newHttpClient();
  private Region jiangsu;
  private String key;
  private ApiClient suzhou;

  @BeforeEach
  void start() throws Exception {
    jiangsu = Region.make(folder, vertx, "320000", "410000").get(0).start();
    key = jiangsu.keyOf("suzhou", "3205");
    suzhou = jiangsu.client(key);
  }

  @AfterEach
  void stop() {
    jiangsu.close();
    vertx.close();
  }

  private static <T> T get(Future<T> call) {
    return call.toCompletionStage().toCompletableFuture().join();
  }

  private String table(String name, int rows, int mangledEvery) throws IOException {
    StringBuilder table = new StringBuilder(DropFoldersTest.HEADING);
    for (int i = 1; i <= rows; i++) {
      boolean mangled = mangledEvery > 0 && i % mangledEvery == 0;
      table.append(DropFoldersTest.row(name + i, "测试甲", mangled ? MANGLED : GOOD));
    }
    Path file = folder.resolve(name + ".csv");
    Files.writeString(file, table);
    return file.toString();
  }

  private JsonObject keep(String file, boolean rejectAll) {
    return get(suzhou.inDialects().keep(file, "county-csv", rejectAll));
  }

  private JsonObject ended(String id) {
    JsonObject[] last = new JsonObject[1];
    await()
        .atMost(Duration.ofSeconds(60))
        .until(
            () -> {
              last[0] = get(jiangsu.client(key).get("/v1/batches/" + id));
              return !List.of("RECEIVED", "RUNNING").contains(last[0].getString("state"));
            });
    return last[0];
  }

  private HttpResponse<byte[]> ask(String path, String as) throws Exception {
    return http.send(
        HttpRequest.newBuilder(URI.create(jiangsu.node().url() + path))
            .header("Authorization", "Bearer " + as)
            .build(),
        BodyHandlers.ofByteArray());
  }

  @Test
  void it_is_worked_off_row_by_row_and_comes_back_marked() throws Exception {
    String file = table("a", 250, 50);
    JsonObject kept = keep(file, false);
    String id = kept.getString("id");
    assertThat(kept.getString("state")).isEqualTo("RECEIVED");
    JsonObject done =
        new JsonObject(
            new String(ask("/v1/batches/" + id + "?wait=30", key).body(), StandardCharsets.UTF_8));
    assertThat(done.getString("state")).isEqualTo("DONE");
    assertThat(done.getInteger("rows")).isEqualTo(250);
    assertThat(done.getInteger("taken")).isEqualTo(245);
    assertThat(done.getInteger("refused")).isEqualTo(5);

    List<JsonObject> rows =
        new String(ask("/v1/batches/" + id + "/rows", key).body(), StandardCharsets.UTF_8)
            .lines()
            .map(JsonObject::new)
            .toList();
    assertThat(rows).hasSize(250);
    assertThat(rows.get(49).getInteger("row")).isEqualTo(51);
    assertThat(rows.get(49).getString("code")).isNotEmpty();
    assertThat(
            new String(
                    ask("/v1/batches/" + id + "/rows?refused=true", key).body(),
                    StandardCharsets.UTF_8)
                .lines())
        .hasSize(5)
        .allMatch(line -> line.contains("\"row\""));
    byte[] workbook = ask("/v1/batches/" + id + "/result.xlsx", key).body();
    try (ReadableWorkbook read = new ReadableWorkbook(new ByteArrayInputStream(workbook));
        Stream<Row> all = read.getFirstSheet().openStream()) {
      assertThat(all.skip(50).findFirst().orElseThrow().getCellText(1)).isEqualTo("refused");
    }
    assertThat(keep(file, false).getString("id")).as("the same table").isEqualTo(id);
    String other = jiangsu.keyOf("nantong", "3206");
    for (String path : List.of("", "/rows", "/result.xlsx")) {
      assertThat(ask("/v1/batches/" + id + path, other).statusCode()).isEqualTo(404);
    }
    assertThat(get(suzhou.get("/v1/batches")).getJsonArray("items")).hasSize(1);
    get(suzhou.post("/v1/batches/" + id + ":remove", new JsonObject()));
    assertThat(ask("/v1/batches/" + id, key).statusCode()).isEqualTo(404);
  }

  @Test
  void all_rows_or_none() throws Exception {
    JsonObject none = ended(keep(table("b", 20, 10), true).getString("id"));
    assertThat(none.getString("state")).isEqualTo("REJECTED");
    assertThat(get(suzhou.get("/v1/outcomes")).getJsonArray("items")).isEmpty();
    assertThat(get(jiangsu.operator().status()).getJsonArray("tally")).isEmpty();
    JsonObject all = ended(keep(table("c", 20, 0), true).getString("id"));
    assertThat(all.getString("state")).isEqualTo("DONE");
    assertThat(all.getInteger("taken")).isEqualTo(20);
  }

  @Test
  void what_a_stop_cuts_off_goes_on_and_no_row_is_posted_twice() throws Exception {
    String id = keep(table("d", 3_000, 0), false).getString("id");
    jiangsu.close();
    jiangsu.start();
    suzhou = jiangsu.client(key);
    JsonObject done = ended(id);
    assertThat(done.getString("state")).isEqualTo("DONE");
    assertThat(done.getInteger("taken") + done.getInteger("replayed")).isEqualTo(3_000);
    long posted =
        get(jiangsu.operator().status()).getJsonArray("tally").stream()
            .mapToLong(each -> ((JsonObject) each).getLong("count"))
            .sum();
    assertThat(posted).isEqualTo(3_000);
  }

  @Test
  void what_is_no_table_is_rejected_one_too_large_is_refused_and_nothing_is_readable_on_disk()
      throws Exception {
    Path nonsense = folder.resolve("nonsense.csv");
    Files.writeString(nonsense, "\"never closed");
    assertThat(ended(keep(nonsense.toString(), false).getString("id")).getString("state"))
        .isEqualTo("REJECTED");
    assertThatThrownBy(() -> get(suzhou.inDialects().keep(nonsense.toString(), "no-such", false)))
        .hasMessageContaining("DIALECT_UNKNOWN");
    jiangsu.close();
    jiangsu.start(Map.of("HUTONG_BATCHES_MAXBYTES", "1000000"));
    suzhou = jiangsu.client(key);
    String large = table("e", 10_000, 0);
    assertThatThrownBy(() -> keep(large, false)).hasMessageContaining("BODY_TOO_LARGE");
    String id = keep(table("f", 5, 0), false).getString("id");
    ended(id);
    Path kept = jiangsu.home().folder().resolve("batches");
    try (Stream<Path> files = Files.walk(kept)) {
      List<Path> all = files.filter(Files::isRegularFile).toList();
      assertThat(all).hasSize(8);
      for (Path each : all) {
        assertThat(Files.readString(each, StandardCharsets.ISO_8859_1)).doesNotContain(GOOD);
      }
    }
    byte[] content = Files.readAllBytes(kept.resolve(id).resolve("rows"));
    content[content.length / 2] ^= 1;
    Files.write(kept.resolve(id).resolve("rows"), content);
    assertThatThrownBy(() -> ask("/v1/batches/" + id + "/rows", key))
        .isInstanceOf(IOException.class);
  }
}
