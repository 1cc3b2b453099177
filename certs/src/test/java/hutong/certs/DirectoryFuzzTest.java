package hutong.certs;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.util.List;
import org.junit.jupiter.params.provider.MethodSource;

/** Whatever comes as a directory is refused with a fault, or is the one that was signed. */
final class DirectoryFuzzTest {

  static List<byte[]> seeds() {
    return Corpus.signed();
  }

  @MethodSource("seeds")
  @FuzzTest
  void is_refused_or_is_the_one_that_was_signed(byte[] signed) {
    try {
      Directory read =
          Directory.verify(signed, Corpus.WORLD.authority.root(), World.CLOCK, Corpus.WORLD.suites);
      assertThat(read.version()).isEqualTo(1);
    } catch (Untrusted refused) {
      assertThat(refused.fault()).isNotNull();
    }
  }
}
