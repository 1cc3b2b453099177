package hutong.schemas.dialects;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Workbooks made to cost their reader time or memory are refused before they are opened. */
class XlsxBombTest {
  private static final XlsxFormat XLSX = new XlsxFormat(XlsxFormat.Options.of(List.of("a")));
  private static final byte[] GOOD = Workbooks.of(sheet -> sheet.value(0, 0, "a"));
  private static final List<String> BOMB = List.of("0  xlsx-bomb");
  private static final List<String> NOT_XLSX = List.of("0  xlsx");

  @Test
  void what_unpacks_to_a_hundred_times_its_size_is_refused() {
    assertThat(refusal(Workbooks.SHEET, "<a>" + "<b/>".repeat(4_000_000) + "</a>")).isEqualTo(BOMB);
    assertThat(refusal("xl/media/image1.png", "\u0089" + "0".repeat(12_000_000))).isEqualTo(BOMB);
  }

  @Test
  void one_piece_of_text_or_attribute_that_fills_memory_is_refused() {
    assertThat(refusal("xl/sharedStrings.xml", "<sst><si><t>" + "x".repeat(2_000_000)))
        .isEqualTo(BOMB);
    assertThat(refusal("xl/workbook.xml", "<workbook a='" + "x".repeat(2_000_000) + "'/>"))
        .isEqualTo(BOMB);
    String pieces = "<r><t>" + "x".repeat(9_000) + "</t></r>";
    assertThat(refusal("xl/sharedStrings.xml", "<sst><si>" + pieces.repeat(120) + "</si></sst>"))
        .isEqualTo(BOMB);
  }

  @Test
  void too_many_entries_are_refused() {
    Map<String, byte[]> parts = new LinkedHashMap<>(Workbooks.parts(GOOD));
    for (int i = 0; i < 200; i++) {
      parts.put("x" + i, new byte[0]);
    }
    assertThat(Rows.refusal(XLSX, Workbooks.zip(parts))).isEqualTo(BOMB);
  }

  @Test
  void no_part_may_have_a_document_type() {
    String dtd = "<!DOCTYPE x [<!ENTITY a 'aaaa'><!ENTITY b '&a;&a;'>]>";
    for (String part : List.of(Workbooks.SHEET, "xl/styles.xml", "xl/unknown.bin")) {
      String xml = "<?xml version=\"1.0\"?>" + dtd + "<x>&b;</x>";
      assertThat(refusal(part, xml)).isEqualTo(NOT_XLSX);
    }
  }

  @Test
  void cells_far_out_and_shared_texts_that_are_not_there_are_refused() {
    assertThat(sheet("<c r=\"ZZZZZZ1\"><v>1</v></c>")).isEqualTo(NOT_XLSX);
    assertThat(sheet("<c r=\"A1\" t=\"s\"><v>200000000</v></c>")).isEqualTo(NOT_XLSX);
    assertThat(sheet("<c r=\"A1\" t=\"s\"><v>-1</v></c>")).isIn(NOT_XLSX, List.of("1  header"));
    assertThat(sheet("<c/>".repeat(16_385))).isEqualTo(BOMB);
    assertThat(sheet("<c><v>" + "1".repeat(500) + "</v></c>")).isEqualTo(BOMB);
  }

  @Test
  void formulas_made_to_be_worked_out_over_and_over_are_refused() {
    assertThat(sheet("<c><f t=\"array\" ref=\"A1:B2\">1</f></c>".repeat(101))).isEqualTo(BOMB);
    assertThat(sheet("<c><f>" + "A1+".repeat(3_000) + "</f></c>")).isEqualTo(BOMB);
  }

  @Test
  void a_part_that_does_not_fit_its_checksum_or_stands_twice_is_refused() throws Exception {
    byte[] file = Workbooks.zip(Workbooks.parts(GOOD));
    int directory = new String(file, ISO_8859_1).indexOf("PK\u0001\u0002");
    file[directory + 16] ^= 1;
    assertThat(Rows.refusal(XLSX, file)).isEqualTo(NOT_XLSX);
    Map<String, byte[]> parts = Workbooks.parts(GOOD);
    parts.put("xl/worksheets/sheet2.xml", new byte[0]);
    String twice = new String(Workbooks.zip(parts), ISO_8859_1).replace("sheet2.xml", "sheet1.xml");
    assertThat(Rows.refusal(XLSX, twice.getBytes(ISO_8859_1))).isEqualTo(NOT_XLSX);
  }

  private static List<String> sheet(String cells) {
    return Rows.refusal(XLSX, Workbooks.sheetData("<row r=\"1\">" + cells + "</row>"));
  }

  private static List<String> refusal(String part, String content) {
    byte[] file = Workbooks.changed(GOOD, part, old -> content);
    assertThat(new String(Workbooks.parts(file).get(part), UTF_8)).isEqualTo(content);
    return Rows.refusal(XLSX, file);
  }
}
