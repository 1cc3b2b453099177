package hutong.schemas;

import static org.assertj.core.api.Assertions.assertThat;

import hutong.schemas.hx.ArchivedCertificate;
import hutong.schemas.hx.CertificateIssuedNotice;
import hutong.schemas.hx.CertificateType;
import hutong.schemas.hx.CorrectedField;
import hutong.schemas.hx.Correction;
import hutong.schemas.hx.ImpossibleReason;
import hutong.schemas.hx.ReminderReply;
import hutong.schemas.hx.ResidentRecord;
import hutong.schemas.hx.RosterLine;
import hutong.schemas.hx.RosterSummary;
import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.Test;

class ContentRulesTest {
  private static final Validation VALIDATION =
      new Validation(RecordTypes.load(), Divisions.load(), CodeLists.load());

  @Test
  void an_archived_certificate_was_issued_before_the_repeal_and_for_three_years() {
    ArchivedCertificate archived = MoreSamples.archived();
    archived.setValidUntil(LocalDate.of(2015, 3, 1));
    assertThat(faults(archived)).containsExactly("IMPLAUSIBLE /validUntil");
    archived.setIssuedOn(LocalDate.of(2022, 1, 1));
    archived.setValidUntil(LocalDate.of(2025, 1, 1));
    assertThat(faults(archived)).containsExactly("IMPLAUSIBLE /issuedOn");
  }

  @Test
  void a_certificate_issued_on_29_february_lasts_until_the_28th() {
    ArchivedCertificate archived = MoreSamples.archived();
    archived.setIssuedOn(LocalDate.of(2012, 2, 29));
    archived.setValidUntil(LocalDate.of(2015, 2, 28));
    assertThat(faults(archived)).isEmpty();
  }

  @Test
  void a_certificate_replaces_one_of_its_own_type() {
    CertificateIssuedNotice issued =
        (CertificateIssuedNotice)
            MoreSamples.all().stream()
                .filter(CertificateIssuedNotice.class::isInstance)
                .findFirst()
                .orElseThrow();
    issued.getReplaces().setType(CertificateType.MARRIAGE);
    assertThat(faults(issued)).containsExactly("IMPLAUSIBLE /replaces/type");
  }

  @Test
  void a_summary_covers_a_year_at_most_and_names_each_known_type_once() {
    RosterSummary roster = MoreSamples.roster();
    roster.setPeriodFrom(LocalDate.of(2025, 1, 1));
    roster.setPeriodUntil(LocalDate.of(2026, 1, 1));
    RosterLine unknown = new RosterLine();
    unknown.setType("TravelNotice");
    roster.getLine().addAll(List.of(roster.getLine().get(0), unknown));
    assertThat(faults(roster))
        .containsExactly(
            "IMPLAUSIBLE /periodUntil", "SCHEMA_INVALID /line/1/type", "CODE_UNKNOWN /line/2/type");
  }

  @Test
  void a_promise_says_by_when_or_why_not_and_never_both() {
    ReminderReply reply = MoreSamples.promise();
    reply.getPromise().get(0).setImpossible(ImpossibleReason.NOT_HELD);
    assertThat(faults(reply)).containsExactly("SCHEMA_INVALID /promise/0");
    reply.getPromise().get(0).setBy(null);
    assertThat(faults(reply)).isEmpty();
    reply.getPromise().get(0).setImpossible(null);
    assertThat(faults(reply)).containsExactly("SCHEMA_INVALID /promise/0");
  }

  @Test
  void a_correction_names_a_field_once() {
    Correction correction = MoreSamples.correction();
    CorrectedField again = new CorrectedField();
    again.setField("/arrivedOn");
    correction.getCorrection().add(again);
    assertThat(faults(correction)).containsExactly("SCHEMA_INVALID /correction/1/field");
  }

  @Test
  void what_is_about_a_person_names_them_and_what_is_about_a_record_names_it() {
    Correction correction = MoreSamples.correction();
    correction.setSubject(null);
    correction.setConcerns(null);
    assertThat(faults(correction))
        .containsExactlyInAnyOrder("SCHEMA_INVALID /subject", "SCHEMA_INVALID /concerns");
  }

  @Test
  void what_is_said_about_a_case_carries_no_person() {
    ReminderReply reply = MoreSamples.promise();
    reply.setSubject(Samples.arrival().getSubject());
    assertThat(faults(reply)).containsExactly("FIELD_NOT_ALLOWED /subject");
  }

  private static List<String> faults(ResidentRecord record) {
    return VALIDATION.check(record, Samples.TODAY).stream()
        .filter(found -> found.severity() == Severity.REFUSE)
        .map(found -> found.code() + " " + found.pointer())
        .toList();
  }
}
