package hutong.schemas;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import org.junit.jupiter.api.Test;

class DueDatesTest {
  private static final WorkingCalendar CALENDAR = NationalCalendar.load();
  private static final RecordTypes TYPES = RecordTypes.load();

  @Test
  void three_working_days_skip_the_weekend() {
    assertThat(due("ArrivalNotice", false, "2026-03-05")).isEqualTo("2026-03-10");
  }

  @Test
  void three_working_days_skip_the_national_holiday_and_count_the_day_worked_for_it() {
    assertThat(due("ArrivalNotice", false, "2026-09-30")).isEqualTo("2026-10-10");
  }

  @Test
  void an_urgent_inquiry_has_fifteen_days_and_an_ordinary_one_thirty() {
    assertThat(due("Inquiry", true, "2026-03-02")).isEqualTo("2026-03-17");
    assertThat(due("Inquiry", false, "2026-03-02")).isEqualTo("2026-04-01");
  }

  @Test
  void a_term_that_ends_on_a_rest_day_ends_on_the_next_working_day() {
    assertThat(due("CertificateVerificationRequest", false, "2026-03-07")).isEqualTo("2026-03-16");
  }

  @Test
  void a_year_not_yet_announced_is_marked() {
    var due = new DueDates();
    var type = TYPES.of("ArrivalNotice").orElseThrow();
    assertThat(due.due(type, false, LocalDate.of(2026, 3, 5), CALENDAR))
        .hasValueSatisfying(
            d -> {
              assertThat(d.rule()).isEqualTo("arrival-3-working-days");
              assertThat(d.calendarVersion()).isEqualTo("CN-2026.1");
            });
    assertThat(due.due(type, false, LocalDate.of(2027, 3, 4), CALENDAR))
        .hasValueSatisfying(d -> assertThat(d.calendarVersion()).isEqualTo("CN-2026.1+plain-week"));
  }

  @Test
  void a_type_without_a_clock_has_no_due_date() {
    var type = TYPES.of("ServiceRecordNotice").orElseThrow();
    assertThat(new DueDates().due(type, true, LocalDate.of(2026, 3, 5), CALENDAR)).isEmpty();
  }

  private static String due(String type, boolean urgent, String received) {
    return new DueDates()
        .due(TYPES.of(type).orElseThrow(), urgent, LocalDate.parse(received), CALENDAR)
        .orElseThrow()
        .date()
        .toString();
  }
}
