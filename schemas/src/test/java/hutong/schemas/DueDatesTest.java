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

  @Test
  void days_worked_for_a_holiday_and_days_off_for_it_are_counted_as_the_notice_says() {
    // The Spring Festival of 2026 is from 15 to 23 February; 14 and 28 February are worked for it.
    assertThat(due("ArrivalNotice", false, "2026-02-12")).isEqualTo("2026-02-24");
    assertThat(due("ArrivalNotice", false, "2026-02-25")).isEqualTo("2026-02-28");
    assertThat(due("ArrivalNotice", false, "2026-02-26")).isEqualTo("2026-03-02");
    assertThat(due("CertificateVerificationRequest", false, "2026-02-08")).isEqualTo("2026-02-24");
  }

  @Test
  void the_29th_of_february_is_a_day_like_any_other() {
    assertThat(due("ArrivalNotice", false, "2024-02-26")).isEqualTo("2024-02-29");
    assertThat(due("ArrivalNotice", false, "2024-02-28")).isEqualTo("2024-03-04");
    assertThat(due("ArrivalNotice", false, "2024-02-29")).isEqualTo("2024-03-05");
    assertThat(due("CertificateVerificationRequest", false, "2024-02-22")).isEqualTo("2024-02-29");
    assertThat(due("Inquiry", false, "2024-01-30")).isEqualTo("2024-02-29");
    assertThat(due("Inquiry", false, "2023-01-30")).isEqualTo("2023-03-01");
    assertThat(due("Inquiry", true, "2028-02-14")).isEqualTo("2028-02-29");
  }

  @Test
  void an_earlier_version_of_the_calendar_knows_nothing_of_a_later_notice() {
    var type = TYPES.of("ArrivalNotice").orElseThrow();
    WorkingCalendar earlier = CALENDAR.version("CN-2025.1+plain-week").orElseThrow();
    assertThat(new DueDates().due(type, false, LocalDate.of(2026, 9, 30), earlier))
        .hasValue(
            new DueDate(
                LocalDate.of(2026, 10, 5), "arrival-3-working-days", "CN-2025.1+plain-week"));
    assertThat(CALENDAR.version(CALENDAR.version())).containsSame(CALENDAR);
    assertThat(CALENDAR.version("CN-2031.1")).as("not known here yet").isEmpty();
    assertThat(CALENDAR.version("CN-1990.1")).as("before the table").isEmpty();
    assertThat(CALENDAR.version("anything")).isEmpty();
  }

  private static String due(String type, boolean urgent, String received) {
    return new DueDates()
        .due(TYPES.of(type).orElseThrow(), urgent, LocalDate.parse(received), CALENDAR)
        .orElseThrow()
        .date()
        .toString();
  }
}
