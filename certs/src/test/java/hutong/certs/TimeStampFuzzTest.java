package hutong.certs;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import org.junit.jupiter.params.provider.MethodSource;

/** Whatever comes as a time stamp is refused with a fault, or stamps what it was asked for. */
final class TimeStampFuzzTest {

  private static final byte[] DIGEST = Sha256.of(new byte[] {1, 2, 3});
  private static final TrustRoots ROOTS = TrustRoots.of(Corpus.WORLD.authority.root());

  static List<byte[]> seeds() {
    try {
      return List.of(Corpus.WORLD.authority.issueTimeStamper(World.SENDER).stamp(DIGEST));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @MethodSource("seeds")
  @FuzzTest
  void is_refused_or_of_the_root(byte[] token) {
    try {
      TimeStamp stamp = TimeStamps.verify(token, DIGEST, ROOTS);
      assertThat(stamp.authority().getIssuerX500Principal())
          .isEqualTo(Corpus.WORLD.authority.root().getSubjectX500Principal());
    } catch (Untrusted refused) {
      assertThat(refused.fault()).isNotNull();
    }
  }
}
