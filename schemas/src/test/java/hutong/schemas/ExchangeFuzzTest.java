package hutong.schemas;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.util.List;
import org.junit.jupiter.params.provider.MethodSource;

/** Any signed bytes are refused with reasons, or are an exchange whose record stands by itself. */
final class ExchangeFuzzTest {

  static List<byte[]> seeds() {
    return Seeds.exchanges();
  }

  @MethodSource("seeds")
  @FuzzTest
  void is_refused_with_reasons_or_its_record_stands_by_itself(byte[] document) {
    ReceivedExchange exchange;
    try {
      exchange = Seeds.DOCUMENTS.readExchange(document);
    } catch (RefusedInput refused) {
      assertThat(refused.violations()).isNotEmpty();
      return;
    }
    byte[] record = Seeds.DOCUMENTS.writeRecord(exchange.record(), Format.XML);
    try {
      assertThat(
              Seeds.DOCUMENTS.writeRecord(
                  Seeds.DOCUMENTS.readRecord(exchange.recordXml(), Format.XML), Format.XML))
          .isEqualTo(record);
    } catch (RefusedInput refused) {
      throw new AssertionError("the record was taken, and by itself it is refused", refused);
    }
    assertThat(Seeds.DOCUMENTS.writeRecord(Seeds.DOCUMENTS.readStored(document), Format.XML))
        .isEqualTo(record);
  }
}
