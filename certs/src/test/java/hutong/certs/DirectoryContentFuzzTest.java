package hutong.certs;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.util.List;
import org.junit.jupiter.params.provider.MethodSource;

/** An authority that errs signs any JSON: it is refused with a fault, or holds together. */
final class DirectoryContentFuzzTest {

  static List<byte[]> seeds() {
    return List.of(
        "null".getBytes(UTF_8),
        DirectoryJson.write(
            new DirectoryContent(
                1, World.NOW, World.NOW.plusSeconds(86_400), Corpus.WORLD.members())));
  }

  @MethodSource("seeds")
  @FuzzTest
  void is_refused_or_holds_together(byte[] json) {
    try {
      DirectoryContent content = DirectoryJson.read(json);
      DirectoryIndex index =
          new DirectoryIndex(Corpus.WORLD.authority.root(), content, Corpus.WORLD.suites);
      assertThat(index.byId()).hasSameSizeAs(content.members());
    } catch (Untrusted refused) {
      assertThat(refused.fault()).isNotNull();
    }
  }
}
