package hutong.routes;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.util.List;
import org.junit.jupiter.params.provider.MethodSource;

/** Any queue message, or what is given back after a restore, is taken apart and loses nothing. */
class BundleFuzzTest {

  static List<byte[]> seeds() {
    byte[] one = {0x30, 3, 2, 1, 0};
    byte[] longer = {0x30, (byte) 0x82, 0, 2, 5, 0};
    return List.of(one, longer, Bundle.write(List.of(one, longer, one)), new byte[] {0x30, -128});
  }

  @MethodSource("seeds")
  @FuzzTest
  void is_taken_apart_and_loses_nothing(byte[] body) {
    List<byte[]> pieces = Bundle.read(body);
    assertThat(pieces).isNotEmpty().hasSizeLessThanOrEqualTo(Bundle.MOST + 1);
    assertThat(Bundle.write(pieces)).isEqualTo(body);
  }
}
