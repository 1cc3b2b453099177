package hutong.schemas;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class IsoDigitsTest {
  @ParameterizedTest
  @ValueSource(strings = {"1900-01-01", "2024-02-29", "9999-12-31", "0001-01-01"})
  void a_day_is_read_as_the_platform_reads_it(String text) {
    assertThat(IsoDigits.day(text)).isEqualTo(LocalDate.parse(text));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "2026-03-01T08:00:00Z",
        "2026-03-01T08:00:00.004Z",
        "2026-03-01T23:59:59.123456789Z",
        "1969-12-31T23:59:59Z"
      })
  void a_time_is_read_as_the_platform_reads_it(String text) {
    assertThat(IsoDigits.instant(text)).isEqualTo(Instant.parse(text));
  }

  @ParameterizedTest
  @ValueSource(strings = {"2026-02-29", "2026-13-01", "2026-1-01", "２０２６-01-01", ""})
  void what_is_no_day_is_refused(String text) {
    assertThatThrownBy(() -> IsoDigits.day(text)).isInstanceOf(DateTimeException.class);
  }

  @Test
  void a_leap_second_is_refused() {
    assertThatThrownBy(() -> IsoDigits.instant("2026-06-30T23:59:60Z"))
        .isInstanceOf(DateTimeException.class);
  }
}
