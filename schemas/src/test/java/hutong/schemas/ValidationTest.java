package hutong.schemas;

import static org.assertj.core.api.Assertions.assertThat;

import hutong.schemas.hx.ArrivalNotice;
import hutong.schemas.hx.Inquiry;
import hutong.schemas.hx.InquiryReply;
import hutong.schemas.hx.ResidentRecord;
import hutong.schemas.hx.Side;
import hutong.schemas.hx.Urgency;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class ValidationTest {
  private static final Validation VALIDATION =
      new Validation(RecordTypes.load(), Divisions.load(), CodeLists.load());

  static List<ResidentRecord> oneOfEveryType() {
    return Samples.oneOfEveryType();
  }

  @ParameterizedTest
  @MethodSource("oneOfEveryType")
  void a_sound_record_of_every_type_passes(ResidentRecord record) {
    assertThat(VALIDATION.check(record, Samples.TODAY)).isEmpty();
  }

  @Test
  void a_field_the_type_does_not_allow_is_refused_with_its_pointer() {
    assertOne(n -> n.setUrgency(Urgency.URGENT), RejectionCode.FIELD_NOT_ALLOWED, "/urgency");
    assertOne(
        n -> n.setIssuer(Samples.place("411602", null)),
        RejectionCode.FIELD_NOT_ALLOWED,
        "/issuer");
    Inquiry inquiry = (Inquiry) Samples.oneOfEveryType().get(6);
    inquiry.getSubject().setEthnicGroup("01");
    assertThat(VALIDATION.check(inquiry, Samples.TODAY))
        .extracting("pointer")
        .containsExactly("/subject/ethnicGroup");
  }

  @Test
  void a_basis_the_type_does_not_rest_on_is_refused() {
    assertOne(n -> n.setLegalBasis("NPC-VAC"), RejectionCode.NO_LEGAL_BASIS, "/legalBasis");
    assertOne(n -> n.setLegalBasis("none"), RejectionCode.NO_LEGAL_BASIS, "/legalBasis");
  }

  @Test
  void a_code_outside_its_list_is_refused() {
    assertOne(
        n -> n.getSubject().setEthnicGroup("99"),
        RejectionCode.CODE_UNKNOWN,
        "/subject/ethnicGroup");
    assertOne(n -> n.setMaritalStatus("11"), RejectionCode.CODE_UNKNOWN, "/maritalStatus");
  }

  @Test
  void the_addressees_division_must_be_known_and_the_others_are_carried() {
    assertOne(
        n -> n.getOrigin().setDivision("110199"), RejectionCode.CODE_UNKNOWN, "/origin/division");
    ArrivalNotice notice = Samples.arrival();
    notice.getCurrent().setDivision("110199001");
    assertThat(VALIDATION.check(notice, Samples.TODAY))
        .singleElement()
        .satisfies(v -> assertThat(v.severity()).isEqualTo(Severity.WARN));
  }

  @Test
  void both_sides_must_have_a_place() {
    assertOne(n -> n.setOrigin(null), RejectionCode.SCHEMA_INVALID, "/origin");
    assertOne(n -> n.setCurrent(null), RejectionCode.SCHEMA_INVALID, "");
  }

  @Test
  void a_side_the_type_may_not_address_is_refused() {
    assertOne(n -> n.setAddressee(Side.CURRENT), RejectionCode.FIELD_NOT_ALLOWED, "/addressee");
  }

  @Test
  void a_reply_names_what_it_answers() {
    InquiryReply reply = (InquiryReply) Samples.oneOfEveryType().get(7);
    reply.setInReplyTo(null);
    assertThat(VALIDATION.check(reply, Samples.TODAY))
        .extracting("pointer")
        .containsExactly("/inReplyTo");
  }

  @Test
  void a_day_in_the_future_is_refused_beyond_the_skew_of_clocks() {
    assertOne(
        n -> n.setArrivedOn(Samples.TODAY.plusDays(2)), RejectionCode.IMPLAUSIBLE, "/arrivedOn");
    assertOne(
        n -> n.setObservedAt(Instant.parse("2026-03-04T00:00:00Z")),
        RejectionCode.IMPLAUSIBLE,
        "/observedAt");
    ArrivalNotice tomorrow = Samples.arrival();
    tomorrow.setArrivedOn(Samples.TODAY.plusDays(1));
    assertThat(VALIDATION.check(tomorrow, Samples.TODAY)).isEmpty();
  }

  @Test
  void a_default_date_is_warned() {
    ArrivalNotice notice = Samples.arrival();
    notice.setArrivedOn(LocalDate.of(1, 1, 1));
    assertThat(VALIDATION.check(notice, Samples.TODAY))
        .extracting("rule")
        .containsExactly("long-ago");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "11110000MB0FAKE02X",
        "11110000MB0FAKE12Y",
        "11110000MB0FAKEO2Y",
        "I1110000MB0FAKE02Y",
        "11110000MB0FAKE02",
        "11999900MB0FAKE02Y"
      })
  void a_wrong_office_code_is_refused(String code) {
    assertOne(n -> n.setIssuingOffice(code), RejectionCode.SCHEMA_INVALID, "/issuingOffice");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "11110000MB0FAKE02Y",
        "12310000MB0FAKE104",
        "91440300MA0FAKE250",
        "52500000MJ0FAKE36C"
      })
  void a_sound_office_code_passes(String code) {
    ArrivalNotice notice = Samples.arrival();
    notice.setIssuingOffice(code);
    assertThat(VALIDATION.check(notice, Samples.TODAY)).isEmpty();
  }

  @Test
  void text_that_changes_its_direction_is_refused() {
    assertOne(
        n -> n.getCurrent().setAddress("余姚\u202E市"),
        RejectionCode.SCHEMA_INVALID,
        "/current/address");
  }

  @ParameterizedTest
  @CsvSource({
    "王𠮷, ''",
    "李䶮, ''",
    "张㛃𬭎, ''",
    "买买提·艾合买提, ''",
    "阿卜杜热合曼·阿卜杜克热木·阿卜杜艾尼, ''",
    "བསོད་ནམས, ''",
    "Nguyễn Văn, ''",
    "O'Neill-Smith, ''",
    "买买提•艾合买提, name-separator",
    "买买提．艾合买提, name-separator",
    "' 张伟', name-ends",
    "·张伟, name-ends",
    "张 伟, name-unusual",
    "ＺＨＡＮＧ, name-unusual",
    "张伟1, name-unusual",
    "张?, name-lost-character",
  })
  void names_are_judged_by_what_people_see(String name, String rule) {
    assertThat(nameRules(name)).isEqualTo(rule.isEmpty() ? List.of() : List.of(rule));
  }

  @ParameterizedTest
  @ValueSource(strings = {"张伟\u200B", "张\uFFFD", "张\uE000", "张\u202E伟", "张\n伟", "张\uDBFF\uDFFF"})
  void a_name_has_no_invisible_private_or_lost_characters(String name) {
    assertThat(nameRules(name)).contains("name-characters");
  }

  @Test
  void fifty_characters_are_counted_as_people_see_them() {
    assertThat(nameRules("𠮷".repeat(50))).isEmpty();
    assertThat(nameRules("葛\uDB40\uDD00".repeat(50))).isEmpty();
    assertThat(nameRules("𠮷".repeat(51))).containsExactly("name-length");
    assertThat(nameRules("e\u0301".repeat(51))).containsExactly("name-length");
  }

  private static List<String> nameRules(String name) {
    List<Violation> found = new ArrayList<>();
    NameRules.check(name, "/subject/name", found);
    return found.stream().map(Violation::rule).toList();
  }

  private static void assertOne(Consumer<ArrivalNotice> fault, RejectionCode code, String pointer) {
    ArrivalNotice notice = Samples.arrival();
    fault.accept(notice);
    assertThat(VALIDATION.check(notice, Samples.TODAY))
        .singleElement()
        .satisfies(v -> assertThat(v.code()).isEqualTo(code))
        .satisfies(v -> assertThat(v.pointer()).isEqualTo(pointer))
        .matches(Violation::refuses);
  }
}
