package hutong.schemas;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import hutong.schemas.hx.ResidentRecord;
import java.util.List;
import org.junit.jupiter.params.provider.MethodSource;

/** Any bytes as JSON are refused with reasons, or are a record that is written and read alike. */
final class RecordJsonFuzzTest {

  private static final Validation VALIDATION =
      new Validation(RecordTypes.load(), Divisions.load(), CodeLists.load());

  static List<byte[]> seeds() {
    return Seeds.records(Format.JSON);
  }

  @MethodSource("seeds")
  @FuzzTest
  void is_refused_with_reasons_or_is_written_and_read_alike(byte[] body) {
    ResidentRecord record;
    try {
      record = Seeds.DOCUMENTS.readRecord(body, Format.JSON);
    } catch (RefusedInput refused) {
      assertThat(refused.violations()).isNotEmpty().hasSizeLessThanOrEqualTo(50);
      return;
    }
    VALIDATION.check(record, Samples.TODAY);
    for (Format format : Format.values()) {
      byte[] written = Seeds.DOCUMENTS.writeRecord(record, format);
      try {
        ResidentRecord again = Seeds.DOCUMENTS.readRecord(written, format);
        assertThat(Seeds.DOCUMENTS.writeRecord(again, format)).isEqualTo(written);
      } catch (RefusedInput refused) {
        throw new AssertionError("what was read and written is refused", refused);
      }
    }
  }
}
