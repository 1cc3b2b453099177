package hutong.certs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;

class CheckpointTest {

  private static final String HASH = "ab".repeat(32);
  private static final Checkpoint CHECKPOINT =
      new Checkpoint(
          "360000",
          2,
          7,
          Instant.parse("2026-11-20T08:00:00.125Z"),
          HASH,
          List.of(
              new Checkpoint.Writer("0a1b2c3d-1", 10, 14, HASH),
              new Checkpoint.Writer("0a1b2c3d-2", 3, 2, HASH)),
          5,
          HASH);

  @Test
  void what_is_written_is_read_again() throws Exception {
    assertThat(Checkpoint.read(CHECKPOINT.write())).isEqualTo(CHECKPOINT);
    assertThat(new String(CHECKPOINT.write(), StandardCharsets.US_ASCII))
        .startsWith("hutong-checkpoint-1\nnode 360000\nepoch 2\nnumber 7\n")
        .endsWith("\nwriter 0a1b2c3d-2 3 2 " + HASH + "\n");
  }

  @Test
  void anything_else_is_refused() {
    String text = new String(CHECKPOINT.write(), StandardCharsets.US_ASCII);
    for (String other :
        List.of(
            "",
            text + "\n",
            text + "writer",
            text.substring(1),
            text.replace("number 7", "number 07"),
            text.replace("number 7", "number"),
            text.replace("epoch 2\n", ""),
            text.replace(HASH, HASH.toUpperCase(Locale.ROOT)),
            text.replace("08:00:00.125Z", "08:00:00.1250Z"),
            text.replace(" 10 14 ", " 10  14 "),
            text.replace("\n", "\r\n"))) {
      assertThatThrownBy(() -> Checkpoint.read(other.getBytes(StandardCharsets.US_ASCII)))
          .isInstanceOf(Untrusted.class);
    }
    assertThatThrownBy(() -> Checkpoint.read(new byte[600 * 1024])).isInstanceOf(Untrusted.class);
  }
}
