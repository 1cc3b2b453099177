package hutong.gateway.endtoend;

import static hutong.gateway.endtoend.Region.get;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import hutong.gateway.cli.DialectCommand;
import hutong.gateway.dialects.DialectsFolder;
import hutong.gateway.dialects.ShadowBook;
import hutong.gateway.dialects.ShadowReport;
import hutong.gateway.http.ApiClient;
import hutong.gateway.http.ApiFailure;
import hutong.gateway.http.Mail;
import hutong.schemas.CodeLists;
import hutong.schemas.RecordTypes;
import hutong.schemas.dialects.Dialect;
import hutong.schemas.dialects.DialectFiles;
import hutong.schemas.dialects.DialectReader;
import hutong.schemas.dialects.DialectWriter;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Two regions whose systems write in ways of their own, and never in the network's. */
class DialectTrafficTest {
  private static final Instant NOW = Instant.parse("2026-03-01T08:00:00Z");
  private static final String HEADER =
      "业务类型,姓名,证件号码,户籍地区划,户籍地日期,现居住地区划,现居住地日期,现居住地详址,信息编号,来源系统,填报单位,事件日期,采集时间,流入日期\r\n";

  @TempDir private Path folder;

  private final Vertx vertx = Vertx.vertx();
  private final DialectFiles files = new DialectFiles(RecordTypes.load(), CodeLists.load());
  private final JsonMapper json = JsonMapper.builder().build();
  private Region jiangsu;
  private Region henan;
  private ApiClient suzhou;

  @BeforeEach
  void start() throws Exception {
    List<Region> regions = Region.make(folder, vertx, "320000", "410000");
    jiangsu = regions.get(0).start();
    henan = regions.get(1).start();
    suzhou = jiangsu.decider("suzhou", "3205");
  }

  @AfterEach
  void stop() {
    jiangsu.close();
    henan.close();
    vertx.close();
  }

  @Test
  void what_one_writes_in_its_xml_another_reads_in_its_json() throws Exception {
    ApiClient zhoukou = henan.decider("zhoukou", "41");
    ObjectNode record = (ObjectNode) json.readTree(TestRecords.arrival("xml-1"));
    byte[] xml = written("provincial-xml", record);
    assertThat(new String(xml, Charset.forName("GB18030")))
        .contains("<XM>王𠮷</XM>")
        .contains("<XJZDXZQH>320582000000</XJZDXZQH>");

    get(suzhou.inDialects().submit(xml, "provincial-xml", Map.of(), "once"));
    assertThat(get(suzhou.inDialects().submit(xml, "provincial-xml", Map.of(), "once")).replayed())
        .isTrue();

    Mail mail = mail(zhoukou, "provincial-json");
    Mail.Item item = mail.items().get(0);
    assertThat(item.record()).isNull();
    assertThat(item.content().getString("document")).isNotBlank();
    assertThat(read("provincial-json", item.document())).containsExactly(record);
  }

  @Test
  void a_lease_in_a_table_is_one_table() throws Exception {
    ApiClient zhoukou = henan.decider("zhoukou", "41");
    for (int i = 0; i < 3; i++) {
      String person = "41270119850203000" + "X72".charAt(i);
      get(
          suzhou.submit(
              TestRecords.arrival("table-" + i)
                  .replace("412701198502030007", person)
                  .getBytes(StandardCharsets.UTF_8),
              "application/json",
              null));
    }
    List<Mail.Item> items = new ArrayList<>();
    List<ObjectNode> rows = new ArrayList<>();
    await()
        .atMost(Duration.ofSeconds(30))
        .untilAsserted(
            () -> {
              Optional<Mail> found = get(zhoukou.inDialects().mailbox(1, 10, 300, "county-xlsx"));
              if (found.isPresent()) {
                items.addAll(found.get().items());
                rows.addAll(read("county-xlsx", found.get().document()));
              }
              assertThat(items).hasSize(3);
            });
    assertThat(rows)
        .extracting(each -> each.at("/source/key").asText())
        .containsExactlyInAnyOrder("table-0", "table-1", "table-2");
    assertThat(items)
        .allSatisfy(each -> assertThat(each.content().containsKey("inDocument")).isTrue());
  }

  @Test
  void a_table_is_taken_row_by_row_and_the_same_table_again_changes_nothing() throws Exception {
    StringBuilder table = new StringBuilder(HEADER);
    for (int i = 0; i < 400; i++) {
      table.append(row("csv-" + i, i % 100 == 7 ? "4.12701E+17" : "412701198502030007"));
    }
    Path file = folder.resolve("table.csv");
    Files.write(file, table.toString().getBytes(Charset.forName("GB18030")));

    List<JsonObject> checked = batch(file, true);
    List<JsonObject> first = batch(file, false);
    List<JsonObject> again = batch(file, false);

    assertThat(last(checked))
        .isEqualTo("whole=true rows=400 sound=396 taken=null replayed=0 refused=4");
    assertThat(last(first))
        .isEqualTo("whole=true rows=400 sound=null taken=396 replayed=0 refused=4");
    assertThat(last(again))
        .isEqualTo("whole=true rows=400 sound=null taken=0 replayed=396 refused=4");
    assertThat(first).hasSize(401);
    JsonObject bad = first.get(7);
    assertThat(bad.getInteger("row")).isEqualTo(9);
    JsonObject violation = bad.getJsonArray("violations").getJsonObject(0);
    assertThat(violation.getString("rule")).isEqualTo("excel-number");
    assertThat(violation.getString("column")).isEqualTo("证件号码");
    assertThat(bad.encode()).doesNotContain("4.12701E");
  }

  @Test
  void a_refusal_names_the_place_in_the_documents_own_words() throws Exception {
    ObjectNode record = (ObjectNode) json.readTree(TestRecords.arrival("xml-bad"));
    String xml =
        new String(written("provincial-xml", record), Charset.forName("GB18030"))
            .replace("<LRRQ>20260227</LRRQ>", "<LRRQ>20260230</LRRQ>");

    assertThatThrownBy(
            () ->
                get(
                    suzhou
                        .inDialects()
                        .submit(
                            xml.getBytes(Charset.forName("GB18030")),
                            "provincial-xml",
                            Map.of(),
                            null)))
        .isInstanceOf(ExecutionException.class)
        .cause()
        .isInstanceOfSatisfying(
            ApiFailure.class,
            failure -> {
              assertThat(failure.status()).isEqualTo(422);
              assertThat(failure.problem().getString("column")).isEqualTo("YWXX/LRRQ");
              assertThat(failure.problem().getString("pointer")).isEqualTo("/arrivedOn");
              assertThat(failure.problem().encode()).doesNotContain("20260230");
            });
  }

  @Test
  void a_record_is_compared_field_by_field_and_its_values_only_on_demand() throws Exception {
    ObjectNode record = (ObjectNode) json.readTree(TestRecords.arrival("compared"));
    byte[] xml = written("provincial-xml", record);

    JsonObject masked =
        get(suzhou.inDialects().compare(xml, "provincial-xml", "county-csv", false));
    JsonObject shown = get(suzhou.inDialects().compare(xml, "provincial-xml", "county-csv", true));

    assertThat(masked.encode()).doesNotContain("412701198502030007").contains("RYXX/XM");
    assertThat(shown.encode()).contains("412701198502030007");
    JsonObject name =
        shown.getJsonArray("fields").stream()
            .map(JsonObject.class::cast)
            .filter(each -> "/subject/name".equals(each.getString("pointer")))
            .findFirst()
            .orElseThrow();
    assertThat(name.getJsonArray("from").getJsonObject(0).getString("place")).isEqualTo("RYXX/XM");
    assertThat(name.getJsonArray("to").getJsonObject(0).getString("place")).isEqualTo("姓名");
  }

  @Test
  void a_system_decides_by_an_acknowledgement_of_its_own() throws Exception {
    Path acks = Files.createDirectory(folder.resolve("acks"));
    Files.writeString(
        acks.resolve("dialect.yaml"),
        """
        dialect: hl7-ack
        version: "1"
        validFrom: 2026-01-01
        title: {zh: 确认, en: Acknowledgements}
        format: {type: hl7, segments: [MSH, MSA, ERR]}
        absent: ["0"]
        types:
          Decision:
            marks: {MSH-9.1: ACK}
            fields: {MSA-1: outcome | codes ack, MSA-2: concerns, ERR-3.1: code | codes condition}
            ignore: [MSH-1, MSH-2, MSH-12]
        codes:
          ack: {AA: ACCEPTED, AE: REJECTED}
          condition: {"103": CODE_UNKNOWN}
        """);
    String home = henan.home().folder().toString();
    Said added = Said.of(new DialectCommand(), "add", acks.toString(), "--home", home);
    assertThat(added.exit()).as(added.text()).isZero();
    ApiClient zhoukou = henan.decider("zhoukou", "41");
    for (String key : List.of("good", "bad")) {
      get(
          suzhou.submit(
              TestRecords.arrival(key)
                  .replace("412701198502030007", key.equals("bad") ? "E12345678" : "E87654321")
                  .replace("\"documentType\": \"01\"", "\"documentType\": \"03\"")
                  .getBytes(StandardCharsets.UTF_8),
              "application/json",
              null));
    }
    List<String> decided = new ArrayList<>();
    await()
        .atMost(Duration.ofSeconds(30))
        .until(
            () -> {
              Optional<Mail> mail = get(zhoukou.mailbox(1, 10, 60));
              if (mail.isPresent()) {
                StringBuilder acknowledgements = new StringBuilder();
                for (Mail.Item item : mail.get().items()) {
                  boolean good =
                      item.record().getJsonObject("source").getString("key").equals("good");
                  acknowledgements
                      .append("MSH|^~\\&|||||20260301||ACK|1|P|2.5.1\rMSA|")
                      .append(good ? "AA|" : "AE|")
                      .append(item.id())
                      .append(good ? "\r" : "\rERR|||103\r");
                }
                get(zhoukou
                        .inDialects()
                        .decide(
                            mail.get().lease(),
                            acknowledgements.toString().getBytes(StandardCharsets.UTF_8),
                            "hl7-ack"))
                    .getJsonArray("results")
                    .forEach(each -> decided.add(((JsonObject) each).getString("result")));
              }
              return decided.size() == 2;
            });
    assertThat(decided).containsOnly("DONE");
    await()
        .atMost(Duration.ofSeconds(30))
        .untilAsserted(
            () -> {
              assertThat(state("good")).isEqualTo("ACCEPTED");
              assertThat(state("bad")).isEqualTo("REJECTED");
            });
  }

  private String state(String key) throws Exception {
    return get(suzhou.find("desk-7", key))
        .getJsonArray("items")
        .getJsonObject(0)
        .getString("state");
  }

  @Test
  void a_newer_version_runs_beside_the_live_one_until_it_is_switched_on_and_back_again()
      throws Exception {
    ObjectNode record = (ObjectNode) json.readTree(TestRecords.arrival("shadow-1"));
    byte[] document = written("provincial-json", record);
    Path next = folder.resolve("next");
    String home = jiangsu.home().folder().toString();
    Said.of(new DialectCommand(), "export", "provincial-json", "--to", next.toString());
    Path yaml = next.resolve("dialect.yaml");
    Files.writeString(
        yaml,
        Files.readString(yaml)
            .replace("version: \"1\"", "version: \"2\"")
            .replace("content/arrived_on:", "content/arrival:"));
    Said added = Said.of(new DialectCommand(), "add", next.toString(), "--home", home);
    assertThat(added.exit()).as(added.text()).isZero();

    get(suzhou.inDialects().submit(document, "provincial-json", Map.of(), null));
    ShadowBook book =
        new ShadowBook(new DialectsFolder(jiangsu.home().dialects()), Clock.systemUTC());
    await()
        .atMost(Duration.ofSeconds(20))
        .untilAsserted(() -> assertThat(compared(book)).isEqualTo(1));
    assertThat(Said.of(new DialectCommand(), "shadow", "provincial-json", "--home", home).text())
        .contains("/arrivedOn")
        .doesNotContain("2026-02-27");

    Said switched = Said.of(new DialectCommand(), "switch", "provincial-json", "2", "--home", home);
    assertThat(switched.exit()).as(switched.text()).isZero();
    assertThatThrownBy(
            () -> get(suzhou.inDialects().submit(document, "provincial-json", Map.of(), null)))
        .hasMessageContaining("SCHEMA_INVALID");
    Said back = Said.of(new DialectCommand(), "back", "provincial-json", "--home", home);
    assertThat(back.exit()).as(back.text()).isZero();
    assertThat(
            get(suzhou.inDialects().submit(document, "provincial-json", Map.of(), null)).replayed())
        .isTrue();
  }

  private static long compared(ShadowBook book) throws IOException {
    ShadowReport report = book.report("provincial-json", "2");
    return report.compared();
  }

  private static String row(String key, String number) {
    return "流入通报,王小明,"
        + number
        + ",412701,1999-05-01,320582,2026-02-01,样例路 1 号,"
        + key
        + ",desk-7,11110000MB0FAKE02Y,2026-02-27,2026-03-01 08:00:00,2026-02-27\r\n";
  }

  private List<JsonObject> batch(Path file, boolean check) throws Exception {
    Path results = folder.resolve("results.ndjson");
    get(suzhou.inDialects().batch(file.toString(), "county-csv", check, results.toString()));
    return Files.readAllLines(results).stream().map(JsonObject::new).toList();
  }

  private static String last(List<JsonObject> lines) {
    JsonObject sums = lines.get(lines.size() - 1);
    return "whole=%s rows=%s sound=%s taken=%s replayed=%s refused=%s"
        .formatted(
            sums.getValue("whole"),
            sums.getValue("rows"),
            sums.getValue("sound"),
            sums.getValue("taken"),
            sums.getValue("replayed"),
            sums.getValue("refused"));
  }

  private static Mail mail(ApiClient system, String dialect) throws Exception {
    return get(system.inDialects().mailbox(30, 10, 300, dialect)).orElseThrow();
  }

  private Dialect dialect(String name) throws Exception {
    return files.read(DialectFiles.builtIn().get(name));
  }

  private byte[] written(String name, ObjectNode record) throws Exception {
    var bytes = new ByteArrayOutputStream();
    try (DialectWriter writer = dialect(name).create(bytes, NOW)) {
      assertThat(writer.write(record).lost()).isEmpty();
    }
    return bytes.toByteArray();
  }

  private List<ObjectNode> read(String name, byte[] document) throws Exception {
    List<ObjectNode> records = new ArrayList<>();
    try (DialectReader reader =
        dialect(name).open(new ByteArrayInputStream(document), NOW, Map.of())) {
      for (var each = reader.next(); each != null; each = reader.next()) {
        assertThat(each.refused()).as("%s", each.found()).isFalse();
        records.add((ObjectNode) json.readTree(each.record().toString()));
      }
    }
    return records;
  }
}
