package hutong.gateway.http;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.MethodSource;

/** Any text in a header, a path or a file's name is read without a fault and stays in its place. */
class HeaderFuzzTest {

  static List<byte[]> seeds() {
    return Stream.of(
            "application/json; charset=\"UTF-8\"",
            "zh-CN,zh;q=0.9,en;q=0.1",
            "01a20166-49ee-77e0-95e3-1357ce59639e",
            "330281001",
            "扫描\"件\r\n.pdf")
        .map(text -> text.getBytes(UTF_8))
        .toList();
  }

  @MethodSource("seeds")
  @FuzzTest
  void is_read_without_a_fault_and_stays_in_its_place(byte[] bytes) {
    String header = new String(bytes, ISO_8859_1);
    assertThat(MediaType.parse(header).name()).isNotNull();
    assertThat(Language.accepted(header)).isNotNull();
    Ids.parse(header);
    Ids.node(header);
    Ids.division(header);
    assertThat(FileName.disposition(new String(bytes, UTF_8))).matches("[ -~]*");
  }
}
