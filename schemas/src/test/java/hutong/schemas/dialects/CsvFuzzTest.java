package hutong.schemas.dialects;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import hutong.schemas.RefusedInput;
import java.io.IOException;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.MethodSource;

/** Any bytes as a CSV file are refused with reasons or read, and never fail otherwise. */
final class CsvFuzzTest {
  private static final PartnerFormat FORMAT =
      new CsvFormat(CsvFormat.Options.of("GB18030", List.of("a", "b")));

  static List<byte[]> seeds() {
    return Stream.of("a,b\r\n1,2\r\n", "a,b\n\"x\ny\",=\"01\"\n", "\uFEFFa;b\r1\r", "姓名,a\n=1,\"\n")
        .flatMap(text -> Stream.of(text.getBytes(UTF_8), text.getBytes(PartnerText.GB18030)))
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
