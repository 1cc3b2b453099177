package hutong.certs;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.util.List;
import org.junit.jupiter.params.provider.MethodSource;

/** Whatever comes as an application, or as the answer to one, is refused with a fault or read. */
final class JoiningFuzzTest {

  static List<byte[]> seeds() {
    World world = Corpus.WORLD;
    try {
      Applicant applicant =
          Applicant.create(
              Files.createTempDirectory("applicant"), "410000", World.SECRET, World.CLOCK);
      byte[] applied = ApplicationTest.apply(applicant);
      Application application = Application.read(applied, World.CLOCK, world.suites);
      return List.of(applied, world.authority.admit(application).write());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (Untrusted e) {
      throw new AssertionError(e);
    }
  }

  @MethodSource("seeds")
  @FuzzTest
  void is_refused_or_read(byte[] bytes) {
    try {
      assertThat(Application.read(bytes, World.CLOCK, Corpus.WORLD.suites).content()).isNotNull();
    } catch (Untrusted refused) {
      assertThat(refused.fault()).isNotNull();
    }
    try {
      assertThat(ApplicationContent.read(bytes)).isNotNull();
    } catch (Untrusted refused) {
      assertThat(refused.fault()).isNotNull();
    }
    try {
      assertThat(Admission.read(bytes).directory()).isNotNull();
    } catch (Untrusted refused) {
      assertThat(refused.fault()).isNotNull();
    }
  }
}
