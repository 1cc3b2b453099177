package hutong.gateway.endtoend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import hutong.client.HutongClient;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.dhatim.fastexcel.Workbook;
import org.dhatim.fastexcel.Worksheet;
import org.dhatim.fastexcel.reader.ReadableWorkbook;
import org.dhatim.fastexcel.reader.Row;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A desk drops its tables into a folder and takes them out again, marked. */
class DropFoldersTest {

  private static final Map<String, String> ON = Map.of("HUTONG_FILES_INBOX", "inbox");

  static final String HEADING =
      "业务类型,姓名,证件号码,户籍地区划,户籍地日期,现居住地区划,现居住地日期,现居住地详址,信息编号,来源系统,填报单位,事件日期,采集时间,流入日期\r\n";

  @TempDir private Path folder;
  private final Vertx vertx = Vertx.vertx();
  private Region jiangsu;
  private Path drop;

  @BeforeEach
  void start() throws Exception {
    jiangsu = Region.make(folder, vertx, "320000", "410000").get(0).start(ON);
    jiangsu.keyOf("county", "3205");
    drop = Files.createDirectories(jiangsu.home().folder().resolve("inbox").resolve("county"));
  }

  @AfterEach
  void stop() {
    jiangsu.close();
    vertx.close();
  }

  private void drop(String name, String content) throws IOException {
    Path writing = drop.resolve(name + ".tmp");
    Files.writeString(writing, content, StandardCharsets.UTF_8);
    Files.move(writing, drop.resolve(name));
  }

  private List<List<String>> marked(String where, String name) throws IOException {
    Path result = drop.resolve(where).resolve(name + ".result.xlsx");
    await()
        .atMost(Duration.ofSeconds(30))
        .until(() -> Files.exists(drop.resolve(where).resolve(name)));
    return rows(result);
  }

  private static List<List<String>> rows(Path result) throws IOException {
    List<List<String>> rows = new ArrayList<>();
    try (InputStream in = Files.newInputStream(result);
        ReadableWorkbook workbook = new ReadableWorkbook(in);
        Stream<Row> all = workbook.getFirstSheet().openStream()) {
      all.forEach(
          row -> rows.add(row.stream().map(cell -> cell == null ? "" : cell.getText()).toList()));
    }
    return rows;
  }

  private static String row(String key, String name) {
    return row(key, name, "412701198502030007");
  }

  /** With a number that a spreadsheet has mangled. */
  private static String wrong(String key, String name) {
    return row(key, name, "4.12701E+17");
  }

  static String row(String key, String name, String number) {
    return "流入通报,"
        + name
        + ","
        + number
        + ",412701,1999-05-01,320582,2026-02-01,样例路 1 号,"
        + key
        + ",desk-7,11110000MB0FAKE02Y,2026-02-27,2026-03-01 08:00:00,2026-02-27\r\n";
  }

  private static String table(String... rows) {
    return HEADING + String.join("", rows);
  }

  @Test
  void the_desks_own_table_comes_back_marked_and_the_corrected_one_sends_what_was_missing()
      throws Exception {
    String good = row("row-1", "测试甲");
    String wrong = wrong("row-2", "测试乙");
    drop("十一月.csv", table(good, wrong));
    List<List<String>> first = marked("rejected", "十一月.csv");
    assertThat(first.get(0)).startsWith("行号", "结果", "代码", "所在列", "如何改正", "编号");
    assertThat(first.get(0).subList(6, first.get(0).size()))
        .isEqualTo(List.of(HEADING.strip().split(",", -1)));
    assertThat(first.get(1)).startsWith("2", "已接收");
    assertThat(first.get(1)).contains("测试甲");
    assertThat(first.get(2)).startsWith("3", "未接收");
    assertThat(first.get(2).get(2)).isNotEmpty();
    assertThat(first.get(2).get(4)).isNotEmpty();
    String id = first.get(1).get(5);

    drop("十一月.csv", table(good, row("row-2", "测试乙")));
    List<List<String>> second = marked("accepted", "十一月.csv");
    assertThat(second.get(1)).startsWith("2", "先前已接收").contains(id);
    assertThat(second.get(2)).startsWith("3", "已接收");
    assertThat(drop.resolve("十一月.csv")).doesNotExist();
  }

  @Test
  void all_or_nothing_is_all_or_nothing_and_answered_in_english_where_that_is_said()
      throws Exception {
    Files.writeString(drop.resolveSibling("county.yaml"), "onError: rejectAll\nlanguage: en\n");
    drop("a.csv", table(row("row-1", "测试甲"), wrong("row-2", "测试乙")));
    List<List<String>> marked = marked("rejected", "a.csv");
    assertThat(marked.get(1)).startsWith("2", "sound, not sent");
    assertThat(marked.get(2)).startsWith("3", "refused");
    drop("b.csv", table(row("row-1", "测试甲")));
    assertThat(marked("accepted", "b.csv").get(1)).startsWith("2", "taken");
  }

  /** The workbook that came back, with its marks, mended in place. */
  @Test
  void the_marked_table_itself_is_mended_and_dropped_again() throws Exception {
    String formula = row("row-2", "=cmd|' /C calc'!A0");
    drop("a.csv", table(row("row-1", "测试甲"), formula, "只有,三,列\r\n"));
    List<List<String>> marked = marked("rejected", "a.csv");
    int name = marked.get(0).indexOf("姓名");
    assertThat(marked.get(2).get(2)).isEqualTo("SCHEMA_INVALID");
    assertThat(marked.get(2).get(name)).as("as its writer wrote it").startsWith("=cmd");
    assertThat(marked.get(3)).contains("只有", "三", "列");
    Path writing = drop.resolve("a.xlsx.tmp");
    try (OutputStream out = Files.newOutputStream(writing)) {
      Workbook workbook = new Workbook(out, "Test", null);
      Worksheet sheet = workbook.newWorksheet(sheetOf(drop.resolve("rejected/a.csv.result.xlsx")));
      for (int row = 0; row < 3; row++) {
        for (int column = 0; column < marked.get(row).size(); column++) {
          boolean mended = row == 2 && column == name;
          sheet.inlineString(row, column, mended ? "测试乙" : marked.get(row).get(column));
        }
      }
      workbook.finish();
    }
    Files.move(writing, drop.resolve("a.xlsx"));
    List<List<String>> again = marked("accepted", "a.xlsx");
    assertThat(again.get(1)).startsWith("2", "先前已接收");
    assertThat(again.get(2)).startsWith("3", "已接收");
  }

  private static String sheetOf(Path result) throws IOException {
    try (InputStream in = Files.newInputStream(result);
        ReadableWorkbook workbook = new ReadableWorkbook(in)) {
      return workbook.getFirstSheet().getName();
    }
  }

  @Test
  void a_table_that_is_posted_comes_back_marked_too() throws Exception {
    Path table = folder.resolve("t.csv");
    Files.writeString(table, table(row("row-1", "测试甲"), wrong("row-2", "测试乙")));
    Path result = folder.resolve("t.result.xlsx");
    String key = jiangsu.node().systems().rotate("county", Duration.ofHours(1), null);
    new HutongClient(URI.create(jiangsu.node().url()), key, "en", null)
        .batch(table, "county-csv", false, HutongClient.Told.MARKED, result);
    List<List<String>> rows = rows(result);
    assertThat(rows.get(1)).startsWith("2", "taken").contains("测试甲");
    assertThat(rows.get(2)).startsWith("3", "refused");
  }

  @Test
  void what_is_no_table_is_rejected_with_why_and_what_is_no_file_is_left_alone() throws Exception {
    Files.createSymbolicLink(drop.resolve("link.csv"), Path.of("/etc/passwd"));
    Files.createDirectory(drop.resolve("folder.csv"));
    Files.writeString(drop.resolve("being-written.csv.tmp"), "x");
    Files.writeString(drop.resolve(".hidden.csv"), "x");
    drop("empty.csv", "");
    drop("zip.xlsx", "PK\u0003\u0004 no workbook");
    drop("formula.csv", table(row("row-9", "=cmd|' /C calc'!A0")));

    assertThat(marked("rejected", "empty.csv").get(1)).contains("未接收");
    assertThat(marked("rejected", "zip.xlsx").get(1)).contains("未接收");
    assertThat(marked("rejected", "formula.csv").get(1)).contains("未接收");
    assertThat(drop.resolve("link.csv")).exists();
    assertThat(drop.resolve("folder.csv")).exists();
    assertThat(drop.resolve("being-written.csv.tmp")).exists();
    assertThat(drop.resolve(".hidden.csv")).exists();
    assertThat(Files.exists(drop.resolve("rejected/link.csv"))).isFalse();
  }

  @Test
  void nothing_is_written_through_a_link_that_a_desk_lays() throws Exception {
    Path others = Files.createDirectory(folder.resolve("others"));
    Files.createSymbolicLink(drop.resolve("accepted"), others);
    drop("a.csv", table(row("row-1", "测试甲")));
    await().until(() -> Files.exists(drop.resolve(".taking-1/a.csv")));
    await()
        .during(Duration.ofSeconds(2))
        .untilAsserted(() -> assertThat(others).isEmptyDirectory());
    Files.delete(drop.resolve("accepted"));
    assertThat(marked("accepted", "a.csv").get(1)).startsWith("2");
  }

  @Test
  void what_a_stop_cut_off_is_taken_again_and_posted_once() throws Exception {
    jiangsu.close();
    Files.createDirectories(drop.resolve(".taking-1"));
    Files.writeString(
        drop.resolve(".taking-1/late.csv"), table(row("row-1", "测试甲")), StandardCharsets.UTF_8);
    jiangsu.start(ON);
    assertThat(marked("accepted", "late.csv").get(1)).startsWith("2", "已接收");
    drop("late.csv", table(row("row-1", "测试甲")));
    await()
        .until(
            () -> {
              try (Stream<Path> files = Files.list(drop.resolve("accepted"))) {
                return files.filter(each -> each.toString().endsWith("late.csv")).count() == 2;
              }
            });
  }
}
