package hutong.schemas.dialects;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.params.provider.MethodSource;

/** Any bytes as a partner's XML are refused with reasons, or are written and read alike. */
final class XmlFormatFuzzTest {

  private static final List<PartnerFormat> FORMATS =
      List.of(
          new XmlFormat(new XmlFormat.Options("a", null, Map.of(), null, List.of())),
          new XmlFormat(new XmlFormat.Options("a", "b", Map.of(), Trees.GB18030, List.of())),
          new XmlFormat(
              new XmlFormat.Options("a", "x:b/c", Map.of("x", "urn:x"), null, List.of("x:d"))));

  static List<byte[]> seeds() {
    return List.of(
        Trees.sample("de-xoev/xwasser_administration_quittung_0020.xml"),
        "<a><b><c k=\"1\">x&#13;</c><c/></b><d>𠮷</d></a>".getBytes(UTF_8),
        "<!DOCTYPE a [<!ENTITY e \"x\">]><a>&e;</a>".getBytes(UTF_8),
        "<?xml version=\"1.0\" encoding=\"GBK\"?><a>王<b/></a>".getBytes(Trees.GB18030));
  }

  @MethodSource("seeds")
  @FuzzTest
  void is_refused_with_reasons_or_is_written_and_read_alike(byte[] bytes) {
    for (PartnerFormat format : FORMATS) {
      TreesFuzz.holds(format, bytes);
    }
  }
}
