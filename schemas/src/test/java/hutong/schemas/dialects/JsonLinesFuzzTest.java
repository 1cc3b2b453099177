package hutong.schemas.dialects;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import hutong.schemas.RefusedInput;
import java.io.IOException;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.MethodSource;

/** Any bytes as a text of JSON lines are refused with reasons or read, and never fail otherwise. */
final class JsonLinesFuzzTest {
  private static final PartnerFormat FORMAT = new JsonLinesFormat();

  static List<byte[]> seeds() {
    return Stream.of(
            "{\"a\":1}\n",
            "{\"batch\":{\"b\":2}}\n{\"a\":\"x\"}\n[]\n",
            "{\"a\":{\"b\":[1.50,null]}}")
        .map(text -> text.getBytes(UTF_8))
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
