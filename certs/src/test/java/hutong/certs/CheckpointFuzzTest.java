package hutong.certs;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.util.List;
import org.junit.jupiter.params.provider.MethodSource;

/** Whatever comes as a checkpoint is refused with a fault, or is written as it was read. */
final class CheckpointFuzzTest {

  static List<byte[]> seeds() {
    String digest = "ab".repeat(32);
    return List.of(
        new Checkpoint(
                World.SENDER,
                1,
                7,
                World.NOW,
                digest,
                List.of(new Checkpoint.Writer("w1", 1, 9, digest)),
                9,
                digest)
            .write());
  }

  @MethodSource("seeds")
  @FuzzTest
  void is_refused_or_written_as_it_was_read(byte[] document) {
    try {
      assertThat(Checkpoint.read(document).write()).isEqualTo(document);
    } catch (Untrusted refused) {
      assertThat(refused.fault()).isNotNull();
    }
  }
}
