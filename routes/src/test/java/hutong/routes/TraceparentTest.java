package hutong.routes;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TraceparentTest {

  private static final String GOOD = "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01";

  @Test
  void what_is_written_is_read() {
    Traceparent read = Traceparent.read(GOOD).orElseThrow();
    assertThat(read)
        .isEqualTo(new Traceparent("4bf92f3577b34da6a3ce929d0e0e4736", "00f067aa0ba902b7", true));
    assertThat(read.header()).isEqualTo(GOOD);
    assertThat(Traceparent.read(GOOD.replaceAll("01$", "00")).orElseThrow().sampled()).isFalse();
  }

  @Test
  void a_later_version_may_say_more() {
    assertThat(Traceparent.read(GOOD.replaceFirst("00", "cc") + "-what-comes-later")).isPresent();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "00",
        "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7",
        "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01-more",
        "ff-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01",
        "00-4BF92F3577B34DA6A3CE929D0E0E4736-00f067aa0ba902b7-01",
        "00-00000000000000000000000000000000-00f067aa0ba902b7-01",
        "00-4bf92f3577b34da6a3ce929d0e0e4736-0000000000000000-01",
        "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-1g",
        "00-4bf92f3577b34da6a3ce929d0e0e473-00f067aa0ba902b7-01",
        "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01\n",
        " 00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01"
      })
  void anything_else_is_none(String text) {
    assertThat(Traceparent.read(text)).isEmpty();
  }

  @Test
  void none_is_none_and_what_is_long_is_not_looked_at() {
    assertThat(Traceparent.read(null)).isEmpty();
    assertThat(Traceparent.read(GOOD.replaceFirst("00", "cc") + "-" + "x".repeat(100_000)))
        .isEmpty();
  }
}
