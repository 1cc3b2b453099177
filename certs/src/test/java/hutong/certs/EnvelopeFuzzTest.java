package hutong.certs;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.util.List;
import org.junit.jupiter.params.provider.MethodSource;

/** Whatever comes as an envelope is refused with a fault, or is what was sealed. */
final class EnvelopeFuzzTest {

  private static final Opener OPENER = Corpus.WORLD.opener();

  static List<byte[]> seeds() {
    return Corpus.envelopes();
  }

  @MethodSource("seeds")
  @FuzzTest
  void is_refused_or_is_what_was_sealed(byte[] envelope) {
    try {
      assertThat(OPENER.open(envelope).content()).isEqualTo(Forgery.CONTENT);
    } catch (Untrusted refused) {
      assertThat(refused.fault()).isNotNull();
    }
    try {
      assertThat(SealedFrame.read(envelope).write()).isEqualTo(envelope);
    } catch (Untrusted malformed) {
      assertThat(malformed.fault()).isEqualTo(Fault.MALFORMED);
    }
  }
}
