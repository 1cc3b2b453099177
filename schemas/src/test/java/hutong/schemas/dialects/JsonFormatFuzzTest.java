package hutong.schemas.dialects;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.util.List;
import org.junit.jupiter.params.provider.MethodSource;

/** Any bytes as a partner's JSON are refused with reasons, or are written and read alike. */
final class JsonFormatFuzzTest {

  private static final List<PartnerFormat> FORMATS =
      List.of(
          new JsonFormat(new JsonFormat.Options(null, null)),
          new JsonFormat(new JsonFormat.Options("nav/list", Trees.GB18030)),
          new JsonFormat(new JsonFormat.Options("", null)));

  static List<byte[]> seeds() {
    return List.of(
        Trees.sample("eu-eessi-sed/melosys_sedA001.json"),
        "{\"nav\":{\"list\":[{\"a\":\"王𠮷\"},{\"a\":[null,1e400,-0,true]}]},\"b\":{}}"
            .getBytes(UTF_8),
        "[{\"batch\":1},{\"\":{\"\":[[]]}}]".getBytes(Trees.GB18030));
  }

  @MethodSource("seeds")
  @FuzzTest
  void is_refused_with_reasons_or_is_written_and_read_alike(byte[] bytes) {
    for (PartnerFormat format : FORMATS) {
      TreesFuzz.holds(format, bytes);
    }
  }
}
