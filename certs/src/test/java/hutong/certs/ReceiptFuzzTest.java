package hutong.certs;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.MethodSource;

/** Whatever comes as a receipt, bare or sealed, is refused with a fault, or is what was signed. */
final class ReceiptFuzzTest {

  private static final Opener OPENER = Corpus.WORLD.opener();

  static List<byte[]> seeds() {
    return Stream.concat(Corpus.envelopes().stream(), Corpus.signed().stream()).toList();
  }

  @MethodSource("seeds")
  @FuzzTest
  void is_refused_or_is_what_was_signed(byte[] receipt) {
    try {
      assertThat(OPENER.openReceipt(receipt).content()).isEqualTo(Forgery.CONTENT);
    } catch (Untrusted refused) {
      assertThat(refused.fault()).isNotNull();
    }
  }
}
