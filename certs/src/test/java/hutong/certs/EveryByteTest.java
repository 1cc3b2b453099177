package hutong.certs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Nothing that travels between members has an octet that can be another, one less or one more. */
final class EveryByteTest {

  private static final int LARGE = 4_096;

  private int tried;
  private final List<String> taken = new ArrayList<>();

  static List<Sound> sound() {
    List<ContentKind> every = List.of(ContentKind.values());
    return Suites.standard().all().stream()
        .map(Suite::id)
        .flatMap(id -> Sound.of(id, id.equals("INTL") ? every : every.subList(0, 1)).stream())
        .toList();
  }

  @ParameterizedTest
  @MethodSource("sound")
  void flipped_truncated_or_extended_it_is_refused(Sound sound) {
    byte[] bytes = sound.bytes();
    assertThatCode(() -> sound.look().at(bytes)).doesNotThrowAnyException();
    int flipped = flip(sound);
    int truncated = truncate(sound);
    int extended = extend(sound);
    System.out.printf(
        "%s of %d octets: %d flipped, %d truncated, %d extended; %d of %d refused%n",
        sound, bytes.length, flipped, truncated, extended, tried - taken.size(), tried);
    assertThat(taken).isEmpty();
  }

  /** Every bit; of what is large, which is dear to read, three patterns an octet. */
  private int flip(Sound sound) {
    int[] patterns =
        sound.bytes().length < LARGE
            ? new int[] {1, 2, 4, 8, 16, 32, 64, 128}
            : new int[] {1, 0x80, 0xff};
    int before = tried;
    byte[] changed = sound.bytes().clone();
    for (int at = 0; at < changed.length; at++) {
      for (int pattern : patterns) {
        changed[at] ^= (byte) pattern;
        refused(sound, changed, "octet " + at + " with " + pattern);
        changed[at] ^= (byte) pattern;
      }
    }
    return tried - before;
  }

  private int truncate(Sound sound) {
    for (int length = 0; length < sound.bytes().length; length++) {
      refused(sound, Arrays.copyOf(sound.bytes(), length), "the first " + length);
    }
    return sound.bytes().length;
  }

  private int extend(Sound sound) {
    int length = sound.bytes().length;
    for (int octet = 0; octet < 256; octet++) {
      byte[] longer = Arrays.copyOf(sound.bytes(), length + 1);
      longer[length] = (byte) octet;
      refused(sound, longer, "extended with " + octet);
    }
    for (int more = 2; more <= 64; more++) {
      refused(sound, Arrays.copyOf(sound.bytes(), length + more), more + " zeros more");
    }
    return 256 + 63;
  }

  private void refused(Sound sound, byte[] changed, String how) {
    tried++;
    try {
      sound.look().at(changed);
      taken.add(how);
    } catch (Untrusted refused) {
      if (refused.fault() == null) {
        taken.add(how + ", for no reason");
      }
    }
  }
}
