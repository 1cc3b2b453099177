package hutong.routes;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class BundleTest {

  @Test
  void whatever_was_bundled_comes_out_again() {
    Random random = new Random(7);
    for (int round = 0; round < 200; round++) {
      List<byte[]> envelopes = new ArrayList<>();
      int count = 1 + random.nextInt(Bundle.MOST);
      for (int i = 0; i < count; i++) {
        envelopes.add(der(random.nextInt(random.nextBoolean() ? 120 : 5_000), random));
      }
      assertThat(Bundle.read(Bundle.write(envelopes)))
          .usingElementComparator(Arrays::compare)
          .containsExactlyElementsOf(envelopes);
    }
  }

  @Test
  void one_envelope_alone_is_just_itself() {
    byte[] envelope = der(2_000, new Random(1));
    assertThat(Bundle.write(List.of(envelope))).isEqualTo(envelope);
  }

  @Test
  void what_is_no_der_comes_out_whole_and_loses_nothing() {
    Random random = new Random(11);
    for (int round = 0; round < 2_000; round++) {
      byte[] garbage = new byte[random.nextInt(300)];
      random.nextBytes(garbage);
      assertThat(Bundle.write(Bundle.read(garbage))).isEqualTo(garbage);
    }
  }

  @Test
  void more_structures_than_allowed_are_cut_off_as_one_piece() {
    byte[] tiny = {0x30, 0x00};
    byte[] many = Bundle.write(java.util.Collections.nCopies(1_000, tiny));
    assertThat(Bundle.read(many)).hasSize(Bundle.MOST + 1);
  }

  @Test
  void a_body_that_is_too_long_is_one_piece_whatever_begins_in_it() {
    byte[] tiny = {0x30, 0x00};
    byte[] body = Arrays.copyOf(tiny, Bundle.LONGEST + 1);
    assertThat(Bundle.read(body)).containsExactly(body);
    assertThat(Bundle.read(Arrays.copyOf(tiny, Bundle.LONGEST)).get(0)).isEqualTo(tiny);
  }

  @Test
  void split_bounds_number_and_bytes_and_keeps_the_order() {
    Random random = new Random(3);
    List<byte[]> envelopes = new ArrayList<>();
    for (int i = 0; i < 300; i++) {
      envelopes.add(der(random.nextInt(40_000), random));
    }
    List<List<byte[]>> parts = Bundle.split(envelopes);
    assertThat(parts).allSatisfy(part -> assertThat(part).hasSizeLessThanOrEqualTo(Bundle.MOST));
    assertThat(parts).allSatisfy(part -> assertThat(Bundle.write(part).length).isLessThan(1 << 20));
    assertThat(parts.stream().flatMap(List::stream).toList()).isEqualTo(envelopes);
  }

  private static byte[] der(int contentLength, Random random) {
    byte[] content = new byte[contentLength];
    random.nextBytes(content);
    byte[] header =
        contentLength < 128
            ? new byte[] {0x30, (byte) contentLength}
            : new byte[] {0x30, (byte) 0x82, (byte) (contentLength >> 8), (byte) contentLength};
    byte[] der = Arrays.copyOf(header, header.length + contentLength);
    System.arraycopy(content, 0, der, header.length, contentLength);
    return der;
  }
}
