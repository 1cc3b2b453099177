package hutong.schemas.dialects;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.Charset;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class CsvFormatTest {
  private static final Charset GB18030 = Charset.forName("GB18030");
  private static final List<String> COLUMNS = List.of("姓名", "证件号码", "备注/说明");
  private static final CsvFormat CSV = new CsvFormat(CsvFormat.Options.of("GB18030", COLUMNS));

  @Test
  void what_is_written_is_read_back_alike() throws Exception {
    Random random = new Random(42);
    for (int round = 0; round < 400; round++) {
      CsvFormat format =
          new CsvFormat(
              new CsvFormat.Options(
                  random.nextBoolean() ? ',' : '\t',
                  random.nextBoolean() ? "\r\n" : "\n",
                  random.nextBoolean() ? "GB18030" : "UTF-8",
                  false,
                  1 + random.nextInt(3),
                  COLUMNS));
      List<ObjectNode> trees = Rows.trees(random, COLUMNS, true);
      assertThat(Rows.readTrees(format, Rows.write(format, trees))).isEqualTo(trees);
    }
  }

  @Test
  void a_file_saved_by_Excel_in_either_charset_is_read() throws Exception {
    String text = "姓名,证件号码\r\n𠮷野,\"=\"\"00123\"\"\"\r\n㐂,=\"0456\"\r\n";
    List<ObjectNode> expected =
        List.of(Rows.tree("姓名", "𠮷野", "证件号码", "00123"), Rows.tree("姓名", "㐂", "证件号码", "0456"));
    assertThat(Rows.readTrees(CSV, text.getBytes(GB18030))).isEqualTo(expected);
    assertThat(Rows.readTrees(CSV, ("\uFEFF" + text).getBytes(UTF_8))).isEqualTo(expected);
  }

  @Test
  void a_file_whose_first_70_KB_are_ASCII_is_read_as_GB_18030() throws Exception {
    String text = "name,id\r\n" + "abc,123456\r\n".repeat(7_000) + "王小明,7\r\n";
    List<ObjectNode> trees = Rows.readTrees(CSV, text.getBytes(Charset.forName("GBK")));
    assertThat(trees).hasSize(7_001).last().isEqualTo(Rows.tree("name", "王小明", "id", "7"));
  }

  @Test
  void rows_are_counted_as_a_spreadsheet_shows_them() throws Exception {
    String text = "说明\n\n a,b \n1,\"x\ny\"\n,\n\n2,3\n";
    CsvFormat third = new CsvFormat(new CsvFormat.Options(',', "\n", "UTF-8", false, 3, COLUMNS));
    assertThat(Rows.read(third, text.getBytes(UTF_8)))
        .extracting(PartnerRecord::row)
        .containsExactly(4, 7);
  }

  @Test
  void names_are_cleaned_and_columns_without_one_are_not_read() throws Exception {
    String text = "\uFEFF 姓　名 ,\"证件\r\n号码\",,\r\n张,1,2,3\r\n";
    assertThat(Rows.readTrees(CSV, text.getBytes(UTF_8)))
        .containsExactly(Rows.tree("姓名", "张", "证件号码", "1"));
  }

  @Test
  void bad_rows_are_named_and_reading_goes_on() throws Exception {
    String text =
        "a,b\r\n1\r\n1,2,3\r\n=A1,2\r\n1,\""
            + "x".repeat(24_001)
            + "\"\r\n"
            + ",".repeat(2_001)
            + "\r\n"
            + ("x".repeat(20_000) + ",").repeat(14)
            + "\r\n'=1,'x\r\n";
    assertThat(Rows.faults(CSV, text.getBytes(UTF_8)))
        .containsExactly(
            "2  row-length",
            "3  row-length",
            "4 a formula",
            "5 b text-length",
            "6  row-length",
            "7  row-size");
    assertThat(Rows.read(CSV, text.getBytes(UTF_8)))
        .last()
        .extracting(PartnerRecord::tree)
        .isEqualTo(Rows.tree("a", "=1", "b", "'x"));
  }

  @Test
  void what_cannot_be_read_on_is_refused() {
    assertThat(refusal("a,b,a\n1,2,3\n")).containsExactly("1 a header-duplicate");
    assertThat(refusal("a,b\n110101199001010003,110101199001010003\n", 2))
        .containsExactly("2 B header-duplicate");
    assertThat(refusal("a,b\n1,\"x\n2,3\n")).containsExactly("2  quote");
    assertThat(refusal("a,b\n1,\"x\"y\n2,3\n")).containsExactly("2  quote");
    assertThat(refusal("a,b\n1,2\n\"" + "x,y\n".repeat(100_000))).containsExactly("3  quote");
    assertThat(refusal("")).containsExactly("1  header");
    assertThat(refusal(",,\n1,2,3\n")).containsExactly("1  header");
    assertThat(refusal("x,".repeat(2_001) + "\n")).containsExactly("1  header");
  }

  @Test
  void the_charset_that_changes_far_behind_is_refused_after_the_rows_before_it() {
    byte[] utf8 = ("a,b\n" + "张三,1\n".repeat(20_000)).getBytes(UTF_8);
    byte[] gbk = "李四,2\n".getBytes(GB18030);
    byte[] mixed = java.util.Arrays.copyOf(utf8, utf8.length + gbk.length);
    System.arraycopy(gbk, 0, mixed, utf8.length, gbk.length);
    assertThat(Rows.refusal(CSV, mixed)).containsExactly("20002  charset-mixed");
  }

  @Test
  void mixed_line_ends_are_a_remark() throws Exception {
    byte[] text = "a,b\r\n1,\"x\ny\"\r\n3,4\n5,6\r\n".getBytes(UTF_8);
    try (RecordSource source = CSV.open(new ByteArrayInputStream(text))) {
      while (source.next() != null) {
        assertThat(source.remarks()).hasSizeLessThan(2);
      }
      assertThat(source.remarks()).extracting(Rows::shown).containsExactly("4  mixed-line-ends");
      assertThat(source.remarks()).noneMatch(remark -> remark.refuses());
    }
  }

  @Test
  void no_formula_is_ever_written() throws Exception {
    for (String start : List.of("=", "+", "-", "@", "\t=", "＝", "'=")) {
      ObjectNode tree = Rows.tree("姓名", start + "HYPERLINK(1)");
      String written = new String(Rows.write(CSV, List.of(tree)), GB18030);
      assertThat(written.lines().skip(1).findFirst().orElseThrow()).matches("\"?'.*");
      assertThat(Rows.readTrees(CSV, written.getBytes(GB18030))).containsExactly(tree);
    }
  }

  @Test
  void what_has_no_room_is_not_written() throws IOException {
    CsvFormat gbk = new CsvFormat(CsvFormat.Options.of("GBK", COLUMNS));
    assertThat(Rows.unwritable(gbk, Rows.tree("姓名", "㐂"))).containsExactly("0 姓名 charset");
    assertThat(Rows.unwritable(CSV, Rows.tree("性别", "男"))).containsExactly("0 性别 column-unknown");
    assertThat(Rows.unwritable(CSV, Rows.tree("姓名", "\u0001"))).containsExactly("0 姓名 character");
    assertThat(Rows.unwritable(CSV, Rows.tree("姓名", "x".repeat(24_001))))
        .containsExactly("0 姓名 text-length");
    ObjectNode nested = Rows.tree();
    nested.putObject("姓名");
    assertThat(Rows.unwritable(CSV, nested)).containsExactly("0 姓名 structure");
    assertThatThrownBy(() -> new CsvFormat(CsvFormat.Options.of("UTF-8", List.of("a", "a"))))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void the_first_bytes_are_as_agreed() throws Exception {
    CsvFormat marked =
        new CsvFormat(new CsvFormat.Options(';', "\n", "UTF-8", true, 1, List.of("a", "b")));
    byte[] written = Rows.write(marked, List.of(Rows.tree("a", "1;2", "b", "x")));
    assertThat(new String(written, UTF_8)).isEqualTo("\uFEFFa;b\n\"1;2\";x\n");
    assertThat(marked.mediaType()).isEqualTo("text/csv; charset=UTF-8");
    assertThat(marked.path("备注/说明")).containsExactly("备注/说明");
  }

  private static List<String> refusal(String text) {
    return Rows.refusal(CSV, text.getBytes(UTF_8));
  }

  private static List<String> refusal(String text, int headerRow) {
    return Rows.refusal(
        new CsvFormat(new CsvFormat.Options(',', "\n", "UTF-8", false, headerRow, COLUMNS)),
        text.getBytes(UTF_8));
  }
}
