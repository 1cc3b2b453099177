package hutong.certs;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.params.provider.MethodSource;

/** What an authority's list or responder says is refused with a fault, or says it of somebody. */
final class RevocationFuzzTest {

  private static final X509Certificate ROOT = Corpus.WORLD.authority.root();
  private static final OcspQuestion QUESTION =
      new OcspQuestion(Corpus.WORLD.senderKeys.signingCertificate(), ROOT);

  static List<byte[]> seeds() {
    DirectoryContent content =
        new DirectoryContent(1, World.NOW, World.NOW.plusSeconds(60), Corpus.WORLD.members());
    Revocation one =
        Revocation.of(
            Corpus.WORLD.senderKeys.signingCertificate(),
            World.NOW,
            RevocationReason.KEY_COMPROMISE,
            Instant.EPOCH);
    return List.of(Corpus.WORLD.authority.signRevocations(content.with(List.of(one))));
  }

  @MethodSource("seeds")
  @FuzzTest
  void is_refused_or_read(byte[] bytes) {
    try {
      assertThat(Crl.read(bytes, ROOT).issued()).isNotNull();
    } catch (Untrusted refused) {
      assertThat(refused.fault()).isNotNull();
    }
    try {
      assertThat(QUESTION.read(bytes, World.NOW).issued()).isNotNull();
    } catch (Untrusted refused) {
      assertThat(refused.fault()).isNotNull();
    }
  }
}
