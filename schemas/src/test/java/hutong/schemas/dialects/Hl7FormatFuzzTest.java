package hutong.schemas.dialects;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.util.List;
import org.junit.jupiter.params.provider.MethodSource;

/** Any bytes as a partner's HL7 v2 are refused with reasons, or are written and read alike. */
final class Hl7FormatFuzzTest {

  private static final List<PartnerFormat> FORMATS =
      List.of(new Hl7Format(new Hl7Format.Options(null, null, List.of("MSH", "PID"))));

  static List<byte[]> seeds() {
    return List.of(
        Trees.sample("us-hl7v2-iis/acks_by_state.hl7"),
        "MSH|^~\\&|a&b^c~d\\F\\e|\"\"\rPID|1\r\nBTS|1\nMSH$*!?%$a?X0D?$\rPID$x".getBytes(UTF_8),
        "MSH|^~\\&#|王\rZ|1".getBytes(Trees.GB18030));
  }

  @MethodSource("seeds")
  @FuzzTest
  void is_refused_with_reasons_or_is_written_and_read_alike(byte[] bytes) {
    for (PartnerFormat format : FORMATS) {
      TreesFuzz.holds(format, bytes);
    }
  }
}
