package hutong.schemas.dialects;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.ByteArrayInputStream;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.List;
import java.util.Map;
import java.util.Random;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamReader;
import org.dhatim.fastexcel.VisibilityState;
import org.dhatim.fastexcel.Worksheet;
import org.junit.jupiter.api.Test;

class XlsxFormatTest {
  private static final List<String> COLUMNS = List.of("姓名", "证件号码", "日期");
  private static final XlsxFormat XLSX = new XlsxFormat(XlsxFormat.Options.of(COLUMNS));

  @Test
  void what_is_written_is_read_back_alike() throws Exception {
    Random random = new Random(11);
    for (int round = 0; round < 60; round++) {
      String sheet = random.nextBoolean() ? "" : "人员";
      XlsxFormat format =
          new XlsxFormat(new XlsxFormat.Options(sheet, 1 + random.nextInt(3), COLUMNS));
      List<ObjectNode> trees = Rows.trees(random, COLUMNS, true);
      assertThat(Rows.readTrees(format, Rows.write(format, trees))).isEqualTo(trees);
    }
  }

  @Test
  void what_is_written_is_text_for_any_reader() throws Exception {
    List<ObjectNode> trees = new java.util.ArrayList<>();
    for (int i = 0; i < 1_300; i++) {
      trees.add(Rows.tree("姓名", "𠮷", "证件号码", "110101199001010003"));
    }
    Map<String, byte[]> parts = Workbooks.parts(Rows.write(XLSX, trees));
    String sheet = new String(parts.get(Workbooks.SHEET), UTF_8);
    assertThat(sheet).contains("state=\"frozen\"").doesNotContain("<f>");
    assertThat(new String(parts.get("xl/styles.xml"), UTF_8)).contains("\"@\"").contains("<b/>");
    XMLStreamReader xml =
        XMLInputFactory.newDefaultFactory()
            .createXMLStreamReader(new ByteArrayInputStream(parts.get(Workbooks.SHEET)));
    int cells = 0;
    while (xml.hasNext()) {
      if (xml.next() == XMLStreamReader.START_ELEMENT && xml.getLocalName().equals("c")) {
        assertThat(xml.getAttributeValue(null, "t")).isEqualTo("inlineStr");
        cells++;
      }
    }
    assertThat(cells).isEqualTo(3 + 2 * 1_300);
  }

  @Test
  void every_kind_of_cell_becomes_the_text_a_person_sees() throws Exception {
    byte[] file =
        Workbooks.of(
            sheet -> {
              for (int column = 0; column < 12; column++) {
                sheet.value(0, column, "c" + column);
              }
              sheet.value(1, 0, "00123");
              sheet.value(1, 1, 42);
              sheet.value(1, 2, 42.50);
              sheet.value(1, 3, 0.1 + 0.2);
              sheet.value(1, 4, true);
              sheet.value(1, 5, LocalDate.of(2026, 3, 2));
              sheet.style(1, 5).format("yyyy\"年\"m\"月\"d\"日\";@").set();
              sheet.value(1, 6, LocalDateTime.of(2026, 3, 2, 14, 5, 59));
              sheet.style(1, 6).format("yyyy-mm-dd hh:mm").set();
              sheet.value(1, 7, 1234567.0);
              sheet.style(1, 7).format("[Red]#,##0.00_);\"days\"").set();
              sheet.value(1, 8, 100000000000000L);
              sheet.value(1, 9, -0.5);
              sheet.inlineString(1, 10, "行_x000D_\n内");
              sheet.value(1, 11, 0);
            });
    ObjectNode expected =
        Rows.tree("c0", "00123", "c1", "42", "c2", "42.5", "c3", "0.3", "c4", "TRUE");
    expected.put("c5", "2026-03-02").put("c6", "2026-03-02 14:05:59").put("c7", "1234567");
    expected.put("c8", "100000000000000").put("c9", "-0.5").put("c10", "行\r\n内").put("c11", "0");
    assertThat(Rows.readTrees(XLSX, file)).containsExactly(expected);
  }

  @Test
  void a_number_with_lost_digits_a_formula_and_an_error_are_faults_of_their_cells()
      throws Exception {
    byte[] file =
        Workbooks.of(
            sheet -> {
              header(sheet, 0);
              sheet.value(1, 1, 110101199001010003L);
              sheet.formula(2, 1, "LEFT(A1,3)");
              sheet.value(3, 0, "ok");
            });
    assertThat(Rows.faults(XLSX, file)).containsExactly("2 证件号码 excel-number", "3 证件号码 formula");
    assertThat(Rows.read(XLSX, file)).last().extracting(PartnerRecord::row).isEqualTo(4);
    byte[] bad =
        Workbooks.sheetData(
            "<row r=\"1\"><c r=\"A1\" t=\"inlineStr\"><is><t>a</t></is></c></row>"
                + "<row r=\"5\"><c r=\"A5\" t=\"e\"><v>#N/A</v></c></row>"
                + "<row r=\"6\"><c r=\"A6\"><v>1E999999999</v></c></row>"
                + "<row r=\"7\"><c r=\"A7\"><v>1E-999999999</v></c></row>"
                + "<row r=\"8\"><c r=\"A8\"><v>x</v></c></row>"
                + "<row r=\"9\"><c r=\"A9\" t=\"str\"><v>text</v></c></row>"
                + "<row r=\"10\"><c r=\"A10\" t=\"inlineStr\"><is><t>"
                + "x".repeat(24_001)
                + "</t></is></c></row>");
    assertThat(Rows.faults(XLSX, bad))
        .containsExactly(
            "5 a cell-error",
            "6 a excel-number",
            "7 a excel-number",
            "8 a cell-error",
            "10 a text-length");
  }

  @Test
  void merged_cells_are_faults_of_the_rows_they_touch_and_harmless_above_the_header()
      throws Exception {
    byte[] file =
        Workbooks.of(
            sheet -> {
              sheet.value(0, 0, "2026 年流动人口登记表");
              sheet.range(0, 0, 0, 2).merge();
              header(sheet, 1);
              for (int row = 2; row < 7; row++) {
                sheet.value(row, 0, "张" + row);
              }
              sheet.range(3, 1, 4, 1).merge();
            });
    XlsxFormat second = new XlsxFormat(new XlsxFormat.Options("", 2, COLUMNS));
    assertThat(Rows.faults(second, file))
        .containsExactly("4 证件号码 merged-cell", "5 证件号码 merged-cell");
    assertThat(Rows.read(second, file))
        .extracting(PartnerRecord::row)
        .containsExactly(3, 4, 5, 6, 7);
    byte[] merged =
        Workbooks.of(
            sheet -> {
              header(sheet, 0);
              sheet.range(0, 0, 1, 0).merge();
            });
    assertThat(Rows.refusal(XLSX, merged)).containsExactly("1 姓名 merged-cell");
  }

  @Test
  void the_sheet_agreed_upon_is_read_or_else_the_first_that_is_seen() throws Exception {
    byte[] file =
        Workbooks.with(
            workbook -> {
              Worksheet codes = workbook.newWorksheet("代码");
              codes.setVisibilityState(VisibilityState.HIDDEN);
              codes.value(0, 0, "x");
              Worksheet people = workbook.newWorksheet("人员");
              header(people, 0);
              people.value(1, 0, "张三");
              Worksheet more = workbook.newWorksheet("更多");
              header(more, 0);
              more.value(1, 0, "李四");
            });
    assertThat(Rows.readTrees(XLSX, file)).containsExactly(Rows.tree("姓名", "张三"));
    XlsxFormat named = new XlsxFormat(new XlsxFormat.Options("更多", 1, COLUMNS));
    assertThat(Rows.readTrees(named, file)).containsExactly(Rows.tree("姓名", "李四"));
    XlsxFormat missing = new XlsxFormat(new XlsxFormat.Options("没有", 1, COLUMNS));
    assertThat(Rows.refusal(missing, file)).containsExactly("0  sheet");
  }

  @Test
  void headers_are_judged_as_in_CSV() {
    byte[] twice =
        Workbooks.of(
            sheet -> {
              sheet.value(0, 0, "姓　名");
              sheet.value(0, 2, "姓名");
            });
    assertThat(Rows.refusal(XLSX, twice)).containsExactly("1 姓名 header-duplicate");
    byte[] low = Workbooks.of(sheet -> sheet.value(3, 0, "姓名"));
    assertThat(Rows.refusal(XLSX, low)).containsExactly("1  header");
  }

  @Test
  void other_files_are_refused() {
    byte[] good = Workbooks.of(sheet -> header(sheet, 0));
    assertThat(Rows.refusal(XLSX, "姓名,证件".getBytes(UTF_8))).containsExactly("0  xlsx");
    assertThat(Rows.refusal(XLSX, new byte[0])).containsExactly("0  xlsx");
    assertThat(Rows.refusal(XLSX, java.util.Arrays.copyOf(good, good.length / 2)))
        .containsExactly("0  xlsx");
    assertThat(Rows.refusal(XLSX, new byte[33 * 1024 * 1024])).containsExactly("0  size");
    assertThat(Rows.refusal(XLSX, Workbooks.zip(Map.of("a.txt", new byte[1]))))
        .containsExactly("0  xlsx");
  }

  private static void header(Worksheet sheet, int row) {
    for (int column = 0; column < COLUMNS.size(); column++) {
      sheet.value(row, column, COLUMNS.get(column));
    }
  }
}
