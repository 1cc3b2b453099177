package hutong.schemas;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import hutong.schemas.hx.Control;
import java.util.List;
import org.junit.jupiter.params.provider.MethodSource;

/** Any signed bytes are refused with reasons, or are a control that is written and read alike. */
final class ControlFuzzTest {

  static List<byte[]> seeds() {
    return Seeds.controls();
  }

  @MethodSource("seeds")
  @FuzzTest
  void is_refused_with_reasons_or_is_written_and_read_alike(byte[] document) {
    Control read;
    try {
      read = Seeds.DOCUMENTS.readControl(document);
    } catch (RefusedInput refused) {
      assertThat(refused.violations()).isNotEmpty();
      return;
    }
    byte[] written = Seeds.DOCUMENTS.writeControl(read);
    try {
      assertThat(Seeds.DOCUMENTS.writeControl(Seeds.DOCUMENTS.readControl(written)))
          .isEqualTo(written);
    } catch (RefusedInput refused) {
      throw new AssertionError("what was read and written is refused", refused);
    }
  }
}
