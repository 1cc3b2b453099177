package hutong.schemas.dialects;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import hutong.schemas.RefusedInput;
import java.io.IOException;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Any bytes as a text of fixed width are refused with reasons or read, and never fail otherwise.
 */
final class FixedWidthFuzzTest {
  private static final PartnerFormat FORMAT =
      new FixedWidthFormat(
          FixedWidthFormat.Options.of(
              List.of(
                  FixedWidthFormat.Column.text("a", 1, 4),
                  FixedWidthFormat.Column.text("b", 6, 2))));

  static List<byte[]> seeds() {
    return Stream.of("张三 ab\r\n", "abcdefg\n\n1234567", "a张三bc\n")
        .map(text -> text.getBytes(PartnerText.GB18030))
        .toList();
  }

  @MethodSource("seeds")
  @FuzzTest
  void is_refused_with_reasons_or_read(byte[] document) throws IOException {
    try {
      assertThat(Rows.read(FORMAT, document)).allMatch(record -> record.row() > 0);
    } catch (RefusedInput refused) {
      assertThat(refused.violations()).isNotEmpty();
    }
  }
}
