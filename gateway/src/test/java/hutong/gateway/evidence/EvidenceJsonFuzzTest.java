package hutong.gateway.evidence;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.params.provider.MethodSource;

/** What a container says of itself in JSON fails with a reason, or is read. */
class EvidenceJsonFuzzTest {

  static List<byte[]> seeds() {
    return List.of("null".getBytes(UTF_8), new EventProofs(List.of(), 3).write());
  }

  @MethodSource("seeds")
  @FuzzTest
  void fails_or_is_read(byte[] json) {
    try {
      assertThat(EventProofs.read(json).events()).isNotNull();
    } catch (Failing refused) {
      assertThat(refused).hasNoCause();
    }
    try {
      assertThat(Statement.read(json).events()).isNotNull();
    } catch (IOException unreadable) {
      assertThat(unreadable).isNotNull();
    }
  }
}
