package hutong.schemas.dialects;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.ObjectNode;
import hutong.schemas.Violation;
import hutong.schemas.dialects.FixedWidthFormat.Align;
import hutong.schemas.dialects.FixedWidthFormat.Column;
import java.nio.charset.Charset;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class FixedWidthFormatTest {
  private static final Charset GB18030 = Charset.forName("GB18030");
  private static final List<Column> COLUMNS =
      List.of(
          Column.text("姓名", 1, 8),
          Column.text("号码", 9, 6),
          new Column("金额", 17, 6, Align.RIGHT, '0'),
          new Column("备注", 23, 12, Align.RIGHT, ' '));
  private static final FixedWidthFormat FIXED =
      new FixedWidthFormat(FixedWidthFormat.Options.of(COLUMNS));

  @Test
  void what_is_written_is_read_back_alike() throws Exception {
    Random random = new Random(5);
    int written = 0;
    for (int round = 0; round < 2_000; round++) {
      ObjectNode tree = Rows.tree("金额", Integer.toString(random.nextInt(1_000_000)));
      for (String name : List.of("姓名", "号码", "备注")) {
        if (random.nextBoolean()) {
          tree.put(name, Rows.text(random, false).strip());
        }
      }
      List<String> unwritable = Rows.unwritable(FIXED, tree);
      assertThat(unwritable).allMatch(fault -> fault.endsWith(" too-long"));
      if (unwritable.isEmpty()) {
        written++;
        assertThat(Rows.readTrees(FIXED, Rows.write(FIXED, List.of(tree)))).containsExactly(tree);
      }
    }
    assertThat(written).isGreaterThan(200);
  }

  @Test
  void widths_count_bytes_and_lines_end_either_way() throws Exception {
    byte[] lines =
        bytes("张三    123456  000042        备注\r\n\n李四𠮷ab  1  000000            \n\u001A");
    assertThat(Rows.readTrees(FIXED, bytes("张三    123456  000042        备注\r\n")))
        .containsExactly(Rows.tree("姓名", "张三", "号码", "123456", "金额", "42", "备注", "备注"));
    assertThat(Rows.read(FIXED, lines)).extracting(PartnerRecord::row).containsExactly(1, 3);
  }

  @Test
  void nothing_but_padding_is_nothing_and_zeros_are_a_zero() throws Exception {
    assertThat(Rows.readTrees(FIXED, bytes("张三" + " ".repeat(30) + "\n")))
        .containsExactly(Rows.tree("姓名", "张三"));
    assertThat(Rows.readTrees(FIXED, bytes("张三" + " ".repeat(12) + "000000" + " ".repeat(12))))
        .containsExactly(Rows.tree("姓名", "张三", "金额", "0"));
  }

  @Test
  void bad_lines_are_named_and_reading_goes_on() throws Exception {
    byte[] lines =
        bytes(
            """
            张三    123456  000042        备注x
            张三    123456
            1一二三四23456  000042        备注
            张三    12345张 000042        备注
            张三    123456XX000042        备注
            """);
    assertThat(Rows.faults(FIXED, lines))
        .containsExactly("1  row-length", "2  row-length", "3 姓名 width", "4 号码 width", "5  layout");
    assertThat(Rows.read(FIXED, lines).get(4).faults()).noneMatch(Violation::refuses);
  }

  @Test
  void a_cut_is_found_even_where_both_halves_look_like_characters() throws Exception {
    // The second byte of 丂 is an ASCII letter's.
    byte[] whole = bytes("123456丂丂" + " ".repeat(24));
    assertThat(Rows.faults(FIXED, whole)).isEmpty();
    byte[] shifted = bytes("1234567丂" + " ".repeat(25));
    assertThat(Rows.faults(FIXED, shifted)).containsExactly("1 姓名 width");
  }

  @Test
  void a_line_without_end_is_refused() {
    assertThat(Rows.refusal(FIXED, new byte[70_000])).containsExactly("1  line-size");
    List<String> after = new ArrayList<>(Rows.refusal(FIXED, bytes("\n" + "x".repeat(70_000))));
    assertThat(after).containsExactly("2  line-size");
  }

  @Test
  void a_value_is_never_cut_or_changed_silently() {
    assertThat(Rows.unwritable(FIXED, Rows.tree("姓名", "一二三四五"))).containsExactly("0 姓名 too-long");
    assertThat(Rows.unwritable(FIXED, Rows.tree("金额", "007"))).containsExactly("0 金额 padding");
    assertThat(Rows.unwritable(FIXED, Rows.tree("号码", "1\n2"))).containsExactly("0 号码 character");
    FixedWidthFormat gbk = new FixedWidthFormat(new FixedWidthFormat.Options("GBK", COLUMNS, 34));
    assertThat(Rows.unwritable(gbk, Rows.tree("姓名", "㐂"))).containsExactly("0 姓名 charset");
  }

  @Test
  void columns_over_one_another_are_a_mistake_in_the_dialect() {
    List<Column> over = List.of(Column.text("a", 1, 5), Column.text("b", 5, 2));
    assertThatThrownBy(() -> FixedWidthFormat.Options.of(over))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new FixedWidthFormat.Options("UTF-16", COLUMNS, 34))
        .isInstanceOf(IllegalArgumentException.class);
    assertThat(FIXED.mediaType()).isEqualTo("text/plain; charset=GB18030");
  }

  private static byte[] bytes(String text) {
    return text.getBytes(GB18030);
  }
}
