package hutong.gateway.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

class SpreadTest {

  @Test
  void the_median_of_an_odd_number_is_the_one_in_the_middle() {
    assertThat(Spread.of(List.of(30.0, 10.0, 1_000.0))).isEqualTo(new Spread(30, 10, 1_000));
  }

  @Test
  void the_median_of_an_even_number_is_halfway_between_two() {
    assertThat(Spread.of(List.of(4.0, 1.0, 3.0, 2.0))).isEqualTo(new Spread(2.5, 1, 4));
  }

  @Test
  void what_was_measured_once_does_not_spread() {
    assertThat(Spread.of(7)).isEqualTo(Spread.of(List.of(7.0)));
  }

  @Test
  void nothing_has_no_median() {
    assertThatThrownBy(() -> Spread.of(List.of())).isInstanceOf(IllegalArgumentException.class);
  }
}
