package hutong.schemas;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import hutong.schemas.hx.Receipt;
import java.util.List;
import org.junit.jupiter.params.provider.MethodSource;

/** Any signed bytes are refused with reasons, or are a receipt that is written and read alike. */
final class ReceiptFuzzTest {

  static List<byte[]> seeds() {
    return Seeds.receipts();
  }

  @MethodSource("seeds")
  @FuzzTest
  void is_refused_with_reasons_or_is_written_and_read_alike(byte[] document) {
    Receipt read;
    try {
      read = Seeds.DOCUMENTS.readReceipt(document);
    } catch (RefusedInput refused) {
      assertThat(refused.violations()).isNotEmpty();
      return;
    }
    byte[] written = Seeds.DOCUMENTS.writeReceipt(read);
    try {
      assertThat(Seeds.DOCUMENTS.writeReceipt(Seeds.DOCUMENTS.readReceipt(written)))
          .isEqualTo(written);
    } catch (RefusedInput refused) {
      throw new AssertionError("what was read and written is refused", refused);
    }
  }
}
