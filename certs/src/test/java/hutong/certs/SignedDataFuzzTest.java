package hutong.certs;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.util.List;
import org.junit.jupiter.params.provider.MethodSource;

/** Whatever comes as SignedData is refused with a fault, or is what was signed. */
final class SignedDataFuzzTest {

  private static final Opener OPENER = Corpus.WORLD.opener();

  static List<byte[]> seeds() {
    return Corpus.signed();
  }

  @MethodSource("seeds")
  @FuzzTest
  void is_refused_or_is_what_was_signed(byte[] signed) {
    for (ContentKind kind : ContentKind.values()) {
      try {
        assertThat(OPENER.verify(signed, kind).content()).isEqualTo(Forgery.CONTENT);
      } catch (Untrusted refused) {
        assertThat(refused.fault()).isNotNull();
      }
    }
  }
}
