package hutong.certs;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.util.List;
import org.junit.jupiter.params.provider.MethodSource;

/** There is one way to write a signed document: what is read, written again, is the same octets. */
final class SignedFrameFuzzTest {

  static List<byte[]> seeds() {
    return Corpus.signed();
  }

  @MethodSource("seeds")
  @FuzzTest
  void is_malformed_or_written_again_octet_by_octet(byte[] signed) {
    try {
      SignedFrame frame = SignedFrame.read(signed);
      assertThat(frame.write()).isEqualTo(signed);
      for (SignerFrame signer : frame.signers()) {
        assertThat(signer.attributes().write()).isEqualTo(signer.toBeSigned());
      }
      assertThat(SignedFrame.contentOf(signed)).isEqualTo(frame.content());
    } catch (Untrusted malformed) {
      assertThat(malformed.fault()).isEqualTo(Fault.MALFORMED);
    }
  }
}
