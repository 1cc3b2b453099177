package hutong.routes;

import static org.assertj.core.api.Assertions.assertThat;

import hutong.routes.ledger.Confirmation;
import hutong.routes.ledger.InboundState;
import hutong.routes.ledger.TransferFacts;
import hutong.schemas.DueDate;
import hutong.schemas.DueDates;
import hutong.schemas.NationalCalendar;
import hutong.schemas.RecordTypes;
import java.time.Instant;
import java.time.LocalDate;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** A notice received on 30 September 2026, a day before the holiday. */
class OwnDueDatesTest {
  private static final String RULE = "arrival-3-working-days";
  private static final DueDate OWN = new DueDate(LocalDate.parse("2026-10-10"), RULE, "CN-2026.1");
  private static final OwnDueDates DATES =
      new OwnDueDates(RecordTypes.load(), new Deadlines(new DueDates(), NationalCalendar.load()));

  @Test
  void the_same_date_is_no_difference() {
    assertThat(check(OWN, false, null).due()).isEqualTo(OWN);
    assertThat(check(OWN, false, null).dueDiffers()).isFalse();
  }

  @Test
  void another_date_by_the_same_calendar_differs_and_the_own_one_stands() {
    DueDate stated = new DueDate(LocalDate.parse("2026-12-10"), RULE, "CN-2026.1");
    assertThat(check(stated, false, null).dueDiffers()).isTrue();
    assertThat(check(stated, false, null).due()).isEqualTo(OWN);
  }

  @Test
  void a_calendar_that_is_not_known_here_is_not_believed() {
    DueDate stated = new DueDate(LocalDate.parse("2026-12-10"), RULE, "XX-2026.7");
    assertThat(check(stated, false, null).dueDiffers()).isTrue();
    assertThat(check(stated, false, null).due()).isEqualTo(OWN);
  }

  @Test
  void a_debtor_that_has_not_got_this_years_notice_yet_is_followed_by_the_version_it_names() {
    DueDate stated = new DueDate(LocalDate.parse("2026-10-05"), RULE, "CN-2025.1+plain-week");
    assertThat(check(stated, false, null).dueDiffers()).isFalse();
    assertThat(check(stated, false, null).due()).isEqualTo(stated);
  }

  @Test
  void nobody_goes_back_to_a_calendar_of_long_ago() {
    DueDate stated = new DueDate(LocalDate.parse("2026-10-05"), RULE, "CN-2020.1+plain-week");
    assertThat(check(stated, false, null).dueDiffers()).isTrue();
    assertThat(check(stated, false, null).due()).isEqualTo(OWN);
  }

  @Test
  void a_date_that_is_left_out_is_a_difference() {
    assertThat(check(null, false, null).dueDiffers()).isTrue();
    assertThat(check(null, false, null).due()).isEqualTo(OWN);
  }

  @Test
  void what_was_refused_on_arrival_is_owed_no_answer() {
    assertThat(check(null, true, InboundState.REJECTED).dueDiffers()).isFalse();
    assertThat(check(null, true, InboundState.REJECTED).due()).isNull();
    assertThat(check(OWN, false, InboundState.REJECTED).due()).isEqualTo(OWN);
  }

  private static Confirmation check(DueDate stated, boolean both, InboundState outcome) {
    Instant received = Instant.parse("2026-09-30T03:00:00Z");
    UUID id = new UUID(0x0190_0000_0000_7000L, 0x8000_0000_0000_0000L);
    TransferFacts sent =
        new TransferFacts(
            id,
            "320000",
            "410000",
            "ArrivalNotice",
            "1.0",
            "SC-663",
            "411600",
            LocalDate.parse("2026-09-30"),
            null,
            false,
            received,
            received.plusSeconds(60));
    return DATES.check(
        new Confirmation(
            sent.transferId(),
            "410000",
            "sha-256:00",
            both || outcome == null,
            outcome,
            received,
            outcome == null ? null : received,
            stated,
            false,
            null,
            new byte[0]),
        sent);
  }
}
