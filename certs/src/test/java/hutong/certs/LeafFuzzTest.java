package hutong.certs;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.params.provider.MethodSource;

/** Whatever comes as a leaf of a tree, or as its head, is refused, or has just one form. */
final class LeafFuzzTest {

  private static final Opener OPENER = Corpus.WORLD.opener();

  static List<byte[]> seeds() {
    List<byte[]> all = new ArrayList<>(Corpus.signed());
    all.add(new TreeHead(ContentKind.RECEIPT, 3, "ab".repeat(32)).write());
    return all;
  }

  @MethodSource("seeds")
  @FuzzTest
  void is_refused_or_written_again_octet_by_octet(byte[] bytes) {
    try {
      assertThat(TreeHead.read(bytes).write()).isEqualTo(bytes);
    } catch (Untrusted refused) {
      assertThat(refused.fault()).isIn(Fault.MALFORMED, Fault.WRONG_KIND);
    }
    try {
      LeafFrame leaf = LeafFrame.read(bytes);
      assertThat(leaf.write()).isEqualTo(bytes);
      assertThat(SignedDocument.contentOf(bytes)).isEqualTo(leaf.content());
      assertThat(leaf.index()).isBetween(0, TreeHead.MOST - 1);
    } catch (Untrusted malformed) {
      assertThat(malformed.fault()).isEqualTo(Fault.MALFORMED);
    }
    try {
      assertThat(OPENER.verify(bytes, ContentKind.RECEIPT).content()).isEqualTo(Forgery.CONTENT);
    } catch (Untrusted refused) {
      assertThat(refused.fault()).isNotNull();
    }
  }
}
