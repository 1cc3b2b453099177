package hutong.gateway.endtoend;

import static hutong.gateway.endtoend.TestRecords.arrival;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import hutong.client.HutongClient;
import hutong.client.HutongClient.Told;
import hutong.client.HutongProblem;
import io.vertx.core.Vertx;
import jakarta.jms.BytesMessage;
import jakarta.jms.Connection;
import jakarta.jms.MessageConsumer;
import jakarta.jms.MessageProducer;
import jakarta.jms.Session;
import jakarta.jms.TextMessage;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.activemq.artemis.jms.client.ActiveMQConnectionFactory;
import org.dhatim.fastexcel.reader.ReadableWorkbook;
import org.dhatim.fastexcel.reader.Row;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The same bad input is refused with the same code whichever way it comes. */
class EveryChannelTest {

  private static final JsonMapper JSON = JsonMapper.builder().build();
  private static final String HEAD = DropFoldersTest.HEADING;
  private static final String GOOD = "412701198502030007";

  @TempDir private Path folder;
  private final Vertx vertx = Vertx.vertx();
  private final HttpClient http = HttpClient.newHttpClient();
  private Region jiangsu;
  private String key;
  private HutongClient client;
  private Path drop;
  private int number;

  @BeforeEach
  void start() throws Exception {
    jiangsu =
        Region.make(folder, vertx, "320000", "410000")
            .get(0)
            .start(
                Map.of(
                    "HUTONG_QUEUES_ON", "true",
                    "HUTONG_QUEUES_PORT", "0",
                    "HUTONG_FILES_INBOX", "inbox"));
    key = jiangsu.keyOf("suzhou", "3205");
    client = new HutongClient(URI.create(jiangsu.node().url()), key, "en", null);
    drop = Files.createDirectories(jiangsu.home().folder().resolve("inbox").resolve("suzhou"));
    Files.writeString(drop.resolveSibling("suzhou.yaml"), "language: en\n");
  }

  @AfterEach
  void stop() {
    jiangsu.close();
    vertx.close();
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  /** One record each, by what is wrong with it. */
  private static Map<String, byte[]> records() {
    String good = arrival("every-channel");
    Map<String, byte[]> bad = new LinkedHashMap<>();
    bad.put("nothing", new byte[0]);
    bad.put("no object", bytes("[]"));
    bad.put("null", bytes("null"));
    bad.put("cut off", bytes(good.substring(0, 200)));
    bad.put("two of them", bytes(good + good));
    bad.put("deep", bytes("{\"a\":" + "[".repeat(5_000)));
    bad.put("huge number", bytes(good.replace("\"version\": 1", "\"version\": 1e999999999")));
    bad.put(
        "long number", bytes(good.replace("\"version\": 1", "\"version\": " + "9".repeat(5_000))));
    bad.put("negative", bytes(good.replace("\"version\": 1", "\"version\": -1")));
    bad.put("twice", bytes(good.replace("{\"system\"", "{\"system\": \"a\", \"system\"")));
    bad.put("unknown field", bytes(good.replace("\"legalBasis\"", "\"fax\": 1, \"legalBasis\"")));
    bad.put("unknown type", bytes(good.replace("ArrivalNotice", "Gossip")));
    bad.put("lacks a field", bytes(good.replace("\"observedAt\": \"2026-03-01T08:00:00Z\",", "")));
    bad.put("text for an object", bytes(good.replaceFirst("\\{\"name\".*?}", "\"x\"")));
    bad.put("no such day", bytes(good.replace("2026-02-27", "2026-02-30")));
    bad.put("far future", bytes(good.replace("2026-02-27", "9999-02-27")));
    bad.put("no such division", bytes(good.replace("412701\", \"asOf", "999999\", \"asOf")));
    bad.put("no such basis", bytes(good.replace("SC-663", "SC-000")));
    bad.put("no such code", bytes(good.replace("\"01\"", "\"ZZ\"")));
    bad.put("control character", bytes(good.replace("王𠮷", "王\\u0007")));
    bad.put("turned text", bytes(good.replace("王𠮷", "王\\u202e甲")));
    bad.put("half a character", bytes(good.replace("王𠮷", "王\\ud800")));
    bad.put("zero", bytes(good.replace("王𠮷", "王\\u0000")));
    bad.put("long key", bytes(good.replace("every-channel", "k".repeat(5_000))));
    bad.put("long text", bytes(good.replace("样例路", "样".repeat(20_000))));
    byte[] gbk = good.getBytes(Charset.forName("GB18030"));
    bad.put("another charset", gbk);
    bad.put("utf 16", good.getBytes(StandardCharsets.UTF_16));
    String xml = "<?xml version=\"1.0\"?>";
    bad.put("entities", bytes(xml + "<!DOCTYPE a [<!ENTITY x \"y\">]><a>&x;</a>"));
    bad.put("outside entity", bytes(xml + "<!DOCTYPE a SYSTEM \"file:///etc/passwd\"><a/>"));
    bad.put("other xml", bytes(xml + "<a xmlns=\"urn:x\"/>"));
    bad.put("not closed", bytes(xml + "<ArrivalNotice>"));
    bad.put("deep xml", bytes("<a>".repeat(5_000)));
    bad.put("many attributes", bytes("<a " + "b='c' ".repeat(3_000) + "/>"));
    return bad;
  }

  @Test
  void a_record_is_refused_with_the_same_code_and_place_by_api_check_and_queue() throws Exception {
    ActiveMQConnectionFactory factory =
        new ActiveMQConnectionFactory(
            "tcp://127.0.0.1:"
                + jiangsu.node().queuePort()
                + "?sslEnabled=true&verifyHost=true&trustStoreType=PEM&minLargeMessageSize=1000000"
                + "&trustStorePath="
                + folder.resolve("authority/root.pem"));
    Connection connection = factory.createConnection("suzhou", key);
    connection.start();
    try (connection) {
      Session session = connection.createSession(false, Session.AUTO_ACKNOWLEDGE);
      MessageProducer posts = session.createProducer(session.createQueue("hutong.submit.suzhou"));
      MessageConsumer told = session.createConsumer(session.createQueue("hutong.outcome.suzhou"));
      for (Map.Entry<String, byte[]> each : records().entrySet()) {
        byte[] record = each.getValue();
        String posted = refusal(() -> client.post(record, null, null));
        assertThat(posted).as(each.getKey()).matches("[A-Z_]+ .*").doesNotStartWith("INTERNAL");
        assertThat(refusal(() -> client.validate(record, null)))
            .as(each.getKey())
            .isEqualTo(posted);
        BytesMessage message = session.createBytesMessage();
        message.writeBytes(record);
        boolean xml = record.length > 0 && record[0] == '<';
        message.setStringProperty("contentType", xml ? "application/xml" : "application/json");
        posts.send(message);
        JsonNode heard = JSON.readTree(((TextMessage) told.receive(20_000)).getText());
        assertThat(said(heard)).as(each.getKey()).isEqualTo(posted);
      }
    }
    assertThat(client.read("/v1/records?sourceSystem=desk-7&sourceKey=every-channel").get("items"))
        .isEmpty();
  }

  private interface Asked {
    Object ask() throws IOException;
  }

  private static String refusal(Asked asked) throws IOException {
    try {
      return "taken: " + asked.ask();
    } catch (HutongProblem refused) {
      return said(refused.problem());
    }
  }

  private static String said(JsonNode problem) {
    return problem.path("code").asText() + " " + problem.path("pointer").asText("");
  }

  private static String row(String name, String idNumber) {
    return DropFoldersTest.row(
        "t-" + Integer.toHexString((name + idNumber).hashCode()), name, idNumber);
  }

  /** Tables, by what is wrong with them. */
  private static Map<String, byte[]> tables() {
    Map<String, byte[]> bad = new LinkedHashMap<>();
    bad.put("nothing", new byte[0]);
    bad.put("no rows", bytes(HEAD));
    bad.put("no head", bytes(row("甲", GOOD)));
    bad.put("same column twice", bytes("姓名,姓名\r\n甲,乙\r\n"));
    bad.put("too many columns", bytes("a,".repeat(2_500) + "\r\n"));
    bad.put(
        "rows of every kind",
        bytes(
            HEAD
                + row("测试甲", GOOD)
                + row("=1+1", GOOD)
                + row("@SUM(1)", "4.12701E+17")
                + row("<script>", "412701198502030008")
                + row("测试乙", GOOD).replace("流入通报", "无此业务")
                + row("测试丙", GOOD).replace("2026-02-27", "昨天")
                + row("测试丁", GOOD).replace("412701,", "999999,")
                + "只有,三,列\r\n"
                + row("x".repeat(40_000), GOOD)
                + row("测试戊", GOOD)));
    bad.put("quote not closed", bytes(HEAD + "\"" + row("测试己", GOOD)));
    bad.put("zeros", bytes(HEAD + "\u0000\u0000\u0000\r\n"));
    bad.put("no text", new byte[] {(byte) 0xFF, (byte) 0xD8, 1, 2, (byte) 0x81, (byte) 0xFE, 0});
    bad.put("a workbook", bytes("PK\u0003\u0004 no workbook"));
    return bad;
  }

  @Test
  void a_tables_rows_are_refused_with_the_same_codes_however_it_comes() throws Exception {
    for (Map.Entry<String, byte[]> each : tables().entrySet()) {
      Path table = Files.write(folder.resolve("t" + ++number + ".csv"), each.getValue());
      List<String> posted = posted(table);
      assertThat(posted).as(each.getKey()).noneMatch(code -> code.equals("INTERNAL"));
      JsonNode kept =
          ended(client.keep(table, "county-csv", false, folder.resolve(number + ".upload")));
      assertThat(rows(kept)).as(each.getKey() + ", kept").isEqualTo(posted);
      assertThat(dropped(table)).as(each.getKey() + ", dropped").isEqualTo(posted);
    }
  }

  /** The code of each row, {@code -} where it was taken; or of the whole. */
  private List<String> posted(Path table) throws IOException {
    Path result = folder.resolve("rows.ndjson");
    try {
      client.batch(table, "county-csv", false, Told.LINES, result);
    } catch (HutongProblem whole) {
      return List.of(whole.code());
    }
    return codes(Files.readString(result));
  }

  private static List<String> codes(String lines) throws IOException {
    List<String> codes = new ArrayList<>();
    for (String line : lines.lines().toList()) {
      JsonNode told = JSON.readTree(line);
      if (told.has("row") || told.has("code")) {
        codes.add(told.path("code").asText("-"));
      }
    }
    return codes;
  }

  private JsonNode ended(JsonNode kept) throws IOException {
    JsonNode[] last = {kept};
    await()
        .atMost(Duration.ofSeconds(60))
        .until(
            () -> {
              last[0] = client.read("/v1/batches/" + kept.get("id").asText());
              return !List.of("RECEIVED", "RUNNING").contains(last[0].get("state").asText());
            });
    return last[0];
  }

  private List<String> rows(JsonNode kept) throws IOException, InterruptedException {
    HttpRequest request =
        HttpRequest.newBuilder(
                URI.create(
                    jiangsu.node().url() + "/v1/batches/" + kept.get("id").asText() + "/rows"))
            .header("Authorization", "Bearer " + key)
            .build();
    HttpResponse<String> answer = http.send(request, BodyHandlers.ofString());
    assertThat(answer.statusCode()).isEqualTo(200);
    return codes(answer.body());
  }

  private List<String> dropped(Path table) throws IOException {
    String name = table.getFileName().toString();
    Files.copy(table, drop.resolve(name + ".tmp"));
    Files.move(drop.resolve(name + ".tmp"), drop.resolve(name));
    Path[] where = new Path[1];
    await()
        .atMost(Duration.ofSeconds(60))
        .until(
            () -> {
              for (String each : List.of("accepted", "rejected")) {
                if (Files.exists(drop.resolve(each).resolve(name))) {
                  where[0] = drop.resolve(each).resolve(name + ".result.xlsx");
                }
              }
              return where[0] != null;
            });
    List<String> codes = new ArrayList<>();
    try (InputStream in = Files.newInputStream(where[0]);
        ReadableWorkbook workbook = new ReadableWorkbook(in);
        Stream<Row> rows = workbook.getFirstSheet().openStream()) {
      rows.skip(1)
          .forEach(
              row -> {
                assertThat(row.stream())
                    .as("nothing is run")
                    .noneMatch(cell -> cell != null && cell.getFormula() != null);
                String code = row.getCellText(2);
                codes.add(code.isEmpty() ? "-" : code);
              });
    }
    return codes;
  }

  @Test
  void what_is_asked_for_in_another_type_than_it_is_is_refused() throws Exception {
    for (String type :
        List.of("text/html", "multipart/form-data", "application/json; charset=gbk")) {
      for (String path :
          List.of("/v1/records", "/v1/records:validate", "/v1/batches?dialect=county-csv")) {
        HttpRequest request =
            HttpRequest.newBuilder(URI.create(jiangsu.node().url() + path))
                .header("Authorization", "Bearer " + key)
                .header("Content-Type", type)
                .POST(BodyPublishers.ofString("{}"))
                .build();
        assertThat(http.send(request, BodyHandlers.ofString()).statusCode()).isIn(400, 415);
      }
    }
  }
}
