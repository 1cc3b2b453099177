package hutong.routes;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class DirectoryFrameTest {

  @Test
  void parts_of_every_size_come_together_again() {
    for (int size : List.of(1, 100, 200, 300, 70_000, DirectoryFrame.PART, 600_000)) {
      byte[] whole = new byte[size];
      new Random(size).nextBytes(whole);
      ByteArrayOutputStream out = new ByteArrayOutputStream();
      int count = 1;
      for (int i = 0; i < count; i++) {
        byte[] written = DirectoryFrame.of("360000", 7, whole, i).orElseThrow().write();
        assertThat(Bundle.read(written)).as("one DER structure").hasSize(1);
        DirectoryFrame read = DirectoryFrame.read(written).orElseThrow();
        assertThat(read.from()).isEqualTo("360000");
        assertThat(read.version()).isEqualTo(7);
        count = read.count();
        out.writeBytes(read.octets());
      }
      assertThat(out.toByteArray()).isEqualTo(whole);
      assertThat(DirectoryFrame.of("360000", 7, whole, count)).isEmpty();
    }
  }

  @Test
  void what_is_cut_or_lengthened_or_out_of_bounds_is_none() {
    byte[] good = DirectoryFrame.of("360000", 7, new byte[300], 0).orElseThrow().write();
    assertThat(DirectoryFrame.read(good)).isPresent();
    for (int length = 0; length < good.length; length++) {
      assertThat(DirectoryFrame.read(Arrays.copyOf(good, length))).isEmpty();
    }
    assertThat(DirectoryFrame.read(Arrays.copyOf(good, good.length + 1))).isEmpty();
    List<DirectoryFrame> bad =
        List.of(
            new DirectoryFrame("360000", 0, 0, 1, new byte[9]),
            new DirectoryFrame("360000", 7, 1, 1, new byte[9]),
            new DirectoryFrame("360000", 7, 0, 0, new byte[9]),
            new DirectoryFrame("360000", 7, 0, 2, new byte[9]),
            new DirectoryFrame("360000", 7, 0, DirectoryFrame.MOST + 1, new byte[9]),
            new DirectoryFrame("360000", 7, 0, 1, new byte[DirectoryFrame.PART + 1]));
    for (DirectoryFrame each : bad) {
      assertThat(DirectoryFrame.read(each.write())).isEmpty();
    }
  }
}
