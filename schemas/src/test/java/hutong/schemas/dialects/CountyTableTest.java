package hutong.schemas.dialects;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import hutong.schemas.CodeLists;
import hutong.schemas.Divisions;
import hutong.schemas.Documents;
import hutong.schemas.RecordTypes;
import hutong.schemas.RefusedInput;
import hutong.schemas.SourcePlace;
import hutong.schemas.Validation;
import hutong.schemas.Violation;
import hutong.schemas.hx.ArrivalNotice;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.dhatim.fastexcel.Workbook;
import org.dhatim.fastexcel.Worksheet;
import org.junit.jupiter.api.Test;

/** What county desks really send: each fault is noticed with its row, column, rule and fix. */
class CountyTableTest {
  private static final Instant NOW = Instant.parse("2026-11-27T08:00:00Z");
  private static final Charset GB18030 = Charset.forName("GB18030");
  private static final String HEADER =
      "业务类型,姓名,证件号码,性别,民族,户籍地区划,现居住地区划,信息编号,来源系统,填报单位,事件日期,采集时间,流入日期\n";
  private static final String SOUND =
      "流入通报,王𠮷,412701198502030007,女,汉族,412701,320582,A-1,desk-7,11110000MB0FAKE02Y,"
          + "2026-02-27,2026-03-01 08:00:00,2026-02-27\n";

  private static final RecordTypes TYPES = RecordTypes.load();
  private static final CodeLists LISTS = CodeLists.load();
  private final DialectFiles files = new DialectFiles(TYPES, LISTS);
  private final Documents documents = new Documents();
  private final Validation validation = new Validation(TYPES, Divisions.load(), LISTS);

  private record Seen(Translated row, List<Violation> found) {

    Violation only() {
      assertThat(found).hasSize(1);
      return found.get(0);
    }
  }

  @Test
  void a_row_is_a_record_in_gb_18030_and_in_utf_8() throws Exception {
    for (Charset charset : List.of(GB18030, StandardCharsets.UTF_8)) {
      Seen seen = one(HEADER + SOUND, charset);

      assertThat(seen.found()).isEmpty();
      ArrivalNotice notice = (ArrivalNotice) documents.readRecord(seen.row().record());
      assertThat(notice.getSubject().getName()).isEqualTo("王𠮷");
      assertThat(notice.getSubject().getSex()).isEqualTo("2");
      assertThat(notice.getSubject().getEthnicGroup()).isEqualTo("01");
      assertThat(notice.getOrigin().getAsOf()).isEqualTo(LocalDate.of(2026, 2, 27));
      assertThat(notice.getObservedAt()).isEqualTo(Instant.parse("2026-03-01T00:00:00Z"));
    }
  }

  @Test
  void a_number_that_a_spreadsheet_turned_into_a_quantity_is_refused() throws Exception {
    Violation found = with("412701198502030007", "4.12701E+17").only();

    assertThat(found.rule()).isEqualTo("excel-number");
    assertThat(found.refuses()).isTrue();
    assertThat(found.source()).isEqualTo(new SourcePlace(2, "证件号码"));
    assertThat(found.en()).contains("format the column as text");
  }

  @Test
  void a_code_that_lost_its_zero_is_read_and_remarked() throws Exception {
    Seen seen = with("汉族", "彝族");
    assertThat(seen.row().record().at("/subject/ethnicGroup").asText()).isEqualTo("07");

    Translated xml =
        reader(
                "provincial-xml",
                """
                <LDRK><JBXX><YWLX>01</YWLX></JBXX><YWXX><LDYY>1</LDYY></YWXX></LDRK>
                """
                    .getBytes(StandardCharsets.UTF_8))
            .next();
    assertThat(xml.record().get("reason").asText()).isEqualTo("WORK");
    assertThat(xml.found()).extracting(Violation::rule).containsExactly("zeros-lost");
  }

  @Test
  void a_code_that_does_not_exist_is_refused_with_its_place() throws Exception {
    Violation found = with("汉族", "火星族").only();

    assertThat(found.rule()).isEqualTo("code-unmapped");
    assertThat(found.source()).isEqualTo(new SourcePlace(2, "民族"));
    assertThat(found.zh() + found.en()).doesNotContain("火星");
  }

  @Test
  void dates_in_other_forms_are_read_if_they_can_mean_one_day_only() throws Exception {
    for (String form : List.of("2026/2/27", "2026年2月27日", "20260227", "2026.2.27")) {
      Seen seen = with(",2026-02-27\n", "," + form + "\n");
      assertThat(seen.row().record().get("arrivedOn").asText()).isEqualTo("2026-02-27");
      assertThat(seen.only().rule()).isEqualTo("date-form");
      assertThat(seen.only().source()).isEqualTo(new SourcePlace(2, "流入日期"));
    }
    for (String form : List.of("46080", "27/2/26", "2026-02-30", "昨天")) {
      assertThat(with(",2026-02-27\n", "," + form + "\n").found())
          .filteredOn(Violation::refuses)
          .anySatisfy(
              each -> {
                assertThat(each.rule()).isEqualTo("date");
                assertThat(each.source()).isEqualTo(new SourcePlace(2, "流入日期"));
              });
    }
  }

  @Test
  void full_width_digits_are_read_and_remarked() throws Exception {
    Seen seen = with("412701198502030007", "４１２７０１１９８５０２０３０００７");

    assertThat(seen.row().record().at("/subject/documentNumber").asText())
        .isEqualTo("412701198502030007");
    assertThat(seen.only().rule()).isEqualTo("full-width");
  }

  @Test
  void the_separator_in_names_is_read_in_all_its_likenesses() throws Exception {
    for (String dot : List.of("•", "・", "．", "‧")) {
      Seen seen = with("王𠮷", "阿依古丽" + dot + "买买提");
      assertThat(seen.row().record().at("/subject/name").asText()).isEqualTo("阿依古丽·买买提");
      assertThat(seen.only().rule()).isEqualTo("name-separator");
    }
    assertThat(with("王𠮷", "阿依古丽·买买提").found()).isEmpty();
  }

  @Test
  void text_that_was_read_in_the_wrong_charset_before_is_refused() throws Exception {
    String utf8AsGbk = new String("欧阳建国".getBytes(StandardCharsets.UTF_8), GB18030);
    for (String garbled : List.of(utf8AsGbk, "锟斤拷锟斤拷", "\uFFFD\uFFFD")) {
      Violation found = with("王𠮷", garbled).found().get(0);
      assertThat(found.rule()).isEqualTo("wrong-charset");
      assertThat(found.source()).isEqualTo(new SourcePlace(2, "姓名"));
    }
  }

  @Test
  void real_names_are_never_taken_for_garbled_ones() throws Exception {
    for (String name : List.of("联通", "王伟", "欧阳建国", "司马相如", "㐂田", "𪚥龘", "José", "阿·李")) {
      assertThat(with("王𠮷", name).found()).as(name).isEmpty();
    }
  }

  @Test
  void one_bad_row_stops_no_other_and_each_is_told_with_its_row() throws Exception {
    String table =
        HEADER
            + SOUND
            + SOUND.replace(",汉族", ",无此族")
            + "流入通报,少列\n"
            + SOUND.replace("王𠮷", "=HYPERLINK(1)")
            + SOUND.replace("A-1", "A-2");

    List<Translated> all = all("county-csv", table.getBytes(GB18030));

    assertThat(all).hasSize(5);
    assertThat(all).extracting(Translated::row).containsExactly(2, 3, 4, 5, 6);
    assertThat(all).extracting(Translated::refused).containsExactly(false, true, true, true, false);
    assertThat(all.get(2).found().get(0).rule()).isEqualTo("row-length");
    assertThat(all.get(3).found().get(0).rule()).isEqualTo("formula");
  }

  @Test
  void headings_that_stand_twice_refuse_the_table() {
    byte[] table = (HEADER.replace("性别", "姓名") + SOUND).getBytes(GB18030);

    assertThatThrownBy(() -> all("county-csv", table))
        .isInstanceOfSatisfying(
            RefusedInput.class,
            refused -> {
              Violation found = refused.violations().get(0);
              assertThat(found.rule()).isEqualTo("header-duplicate");
              assertThat(found.source()).isEqualTo(new SourcePlace(1, "姓名"));
            });
  }

  @Test
  void mixed_line_ends_are_remarked() throws Exception {
    byte[] table = (HEADER.replace("\n", "\r\n") + SOUND + SOUND).getBytes(GB18030);
    try (DialectReader reader = reader("county-csv", table)) {
      while (reader.next() != null) {
        // Only the remarks count here.
      }
      assertThat(reader.remarks()).extracting(Violation::rule).contains("mixed-line-ends");
    }
  }

  @Test
  void a_column_that_the_dialect_does_not_know_is_named_as_not_carried() throws Exception {
    Seen seen =
        one(HEADER.replace("\n", ",血型\n") + SOUND.replace("\n", ",O\n"), StandardCharsets.UTF_8);

    assertThat(seen.row().unread()).containsExactly("血型");
  }

  @Test
  void what_the_checks_of_the_record_find_is_told_in_the_tables_own_words() throws Exception {
    Seen seen = with("412701198502030007", "412701198502030008");

    assertThat(seen.only().severity().name()).isEqualTo("WARN");
    assertThat(seen.only().pointer()).isEqualTo("/subject/documentNumber");
    assertThat(seen.only().source()).isEqualTo(new SourcePlace(2, "证件号码"));
  }

  @Test
  void a_workbook_tells_of_numbers_formulas_and_merged_cells_by_row_and_column() throws Exception {
    var bytes = new ByteArrayOutputStream();
    try (Workbook book = new Workbook(bytes, "test", "1.0")) {
      Worksheet sheet = book.newWorksheet("流动人口");
      String[] headings = HEADER.strip().split(",", -1);
      for (int row = 0; row < 5; row++) {
        String[] cells = row == 0 ? headings : SOUND.strip().split(",", -1);
        for (int i = 0; i < cells.length; i++) {
          sheet.value(row, i, cells[i]);
        }
      }
      sheet.value(2, 2, 412701198502030007L);
      sheet.formula(3, 1, "A1");
      sheet.range(4, 6, 4, 7).merge();
    }

    List<Translated> all = all("county-xlsx", bytes.toByteArray());

    assertThat(all.get(0).found()).isEmpty();
    assertThat(faults(all.get(1))).containsExactly("3 证件号码 excel-number");
    assertThat(faults(all.get(2))).containsExactly("4 姓名 formula");
    assertThat(faults(all.get(3))).first().asString().contains("merged-cell").startsWith("5 ");
  }

  @Test
  void a_hundred_thousand_rows_are_read_judged_and_reported_in_flat_memory() throws Exception {
    int rows = Integer.getInteger("rows", 100_000);
    List<String> kinds =
        List.of(SOUND, SOUND, SOUND, SOUND.replace("汉族", "无此族"), SOUND.replace("女", "男"));
    int refused = 0;
    int read = 0;
    long most = 0;
    long start = System.nanoTime();
    try (DialectReader reader = dialect("county-csv").open(new Rows(kinds, rows), NOW, Map.of())) {
      for (Translated each = reader.next(); each != null; each = reader.next()) {
        read++;
        if (each.refused()) {
          refused++;
        } else {
          judge(each);
        }
        if (read % 20_000 == 0) {
          System.gc();
          most = Math.max(most, used());
        }
      }
    }
    double seconds = (System.nanoTime() - start) / 1e9;
    System.out.printf(
        "%d rows in %.1f s: %.0f rows/s, %d MB of heap at most%n",
        read, seconds, read / seconds, most >> 20);
    assertThat(read).isEqualTo(rows);
    assertThat(refused).isEqualTo(rows / 5);
    assertThat(read / seconds).isGreaterThan(3_000);
    assertThat(most).isLessThan(300L << 20);
  }

  private static long used() {
    Runtime memory = Runtime.getRuntime();
    return memory.totalMemory() - memory.freeMemory();
  }

  private static List<String> faults(Translated row) {
    return row.found().stream()
        .map(each -> each.source().row() + " " + each.source().column() + " " + each.rule())
        .toList();
  }

  private Seen with(String before, String after) throws Exception {
    assertThat(SOUND).contains(before);
    int at = SOUND.lastIndexOf(before);
    String row = SOUND.substring(0, at) + after + SOUND.substring(at + before.length());
    return one(HEADER + row, StandardCharsets.UTF_8);
  }

  private Seen one(String table, Charset charset) throws Exception {
    Translated row = all("county-csv", table.getBytes(charset)).get(0);
    List<Violation> found = new ArrayList<>(row.found());
    if (!row.refused()) {
      found.addAll(judge(row));
    }
    return new Seen(row, found);
  }

  private List<Violation> judge(Translated row) throws RefusedInput {
    try {
      return row.located(
          validation.check(documents.readRecord(row.record()), LocalDate.of(2026, 11, 27)));
    } catch (RefusedInput refused) {
      return row.located(refused.violations());
    }
  }

  private List<Translated> all(String name, byte[] document) throws Exception {
    List<Translated> all = new ArrayList<>();
    try (DialectReader reader = reader(name, document)) {
      for (Translated each = reader.next(); each != null; each = reader.next()) {
        all.add(each);
      }
    }
    return all;
  }

  private DialectReader reader(String name, byte[] document) throws Exception {
    return dialect(name).open(new ByteArrayInputStream(document), NOW, Map.of());
  }

  private Dialect dialect(String name) throws Exception {
    return files.read(DialectFiles.builtIn().get(name));
  }

  /** A table that is made while it is read. */
  private static final class Rows extends InputStream {
    private final List<byte[]> kinds;
    private final int rows;
    private byte[] line = HEADER.getBytes(GB18030);
    private int at;
    private int next;

    Rows(List<String> kinds, int rows) {
      this.kinds = kinds.stream().map(kind -> kind.getBytes(GB18030)).toList();
      this.rows = rows;
    }

    @Override
    public int read() throws IOException {
      byte[] one = new byte[1];
      return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
    }

    @Override
    public int read(byte[] into, int offset, int length) {
      if (at == line.length) {
        if (next == rows) {
          return -1;
        }
        line = kinds.get(next++ % kinds.size());
        at = 0;
      }
      int count = Math.min(length, line.length - at);
      System.arraycopy(line, at, into, offset, count);
      at += count;
      return count;
    }
  }
}
