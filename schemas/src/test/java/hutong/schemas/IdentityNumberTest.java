package hutong.schemas;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.groups.Tuple.tuple;

import hutong.schemas.hx.ArrivalNotice;
import hutong.schemas.hx.Subject;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class IdentityNumberTest {
  private static final IdentityRules RULES = new IdentityRules(Divisions.load());

  @ParameterizedTest
  @CsvSource({
    "01, 110101190001010006",
    "01, 412701198502030007",
    "01, 310103189912310001",
    "01, 510221190402290008",
    "01, 33028119010204000X",
    "01, 33028119010204000x",
    "01, 110101000101000",
    "01, 412701850203000",
    "11, 810000190101010007",
    "11, 820000190101010017",
    "11, 830000190101010000",
    "12, 911999190101010002",
    "12, ABC000000000000",
  })
  void a_sound_number_passes(String documentType, String number) {
    assertThat(check(documentType, number)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "110101190002290003",
    "110101190013010003",
    "000000190001010009",
    "1101011900010100X6",
    "11010119000101000",
    "110101000101000X",
    "110101001301000",
    "１１０１０１１９０００１０１０００６",
    "not-a-number",
  })
  void a_wrong_form_is_refused(String number) {
    assertThat(check("01", number))
        .singleElement()
        .satisfies(v -> assertThat(v.rule()).isEqualTo("GB11643-form"))
        .matches(Violation::refuses);
  }

  @Test
  void a_birth_date_in_the_future_is_refused() {
    assertThat(check("01", "110101209901010009"))
        .singleElement()
        .satisfies(v -> assertThat(v.rule()).isEqualTo("GB11643-future"))
        .matches(Violation::refuses);
  }

  @ParameterizedTest
  @CsvSource({
    "01, 110101190001010007, GB11643-check",
    "01, 110199190001010001, GB11643-division",
    "01, 412701201002030005, GB11643-division-ended",
    "01, 710000190101010003, GB11643-taiwan",
    "01, 810000190101010007, GB11643-document-type",
    "11, 110101190001010006, GB11643-document-type",
  })
  void what_real_numbers_get_wrong_is_warned_and_carried(
      String documentType, String number, String rule) {
    assertThat(check(documentType, number))
        .singleElement()
        .satisfies(v -> assertThat(v.rule()).isEqualTo(rule))
        .satisfies(v -> assertThat(v.severity()).isEqualTo(Severity.WARN));
  }

  @Test
  void a_birth_date_or_sex_off_the_number_is_warned() {
    Subject subject = subject("01", "110101190001010006");
    subject.setBirthDate(LocalDate.of(1900, 1, 2));
    subject.setSex("1");
    assertThat(check(subject))
        .extracting("pointer", "severity")
        .containsExactly(
            tuple("/subject/birthDate", Severity.WARN), tuple("/subject/sex", Severity.WARN));
  }

  @Test
  void fifteen_digits_become_eighteen() {
    assertThat(IdentityNumber.parse("110101000101000"))
        .hasValueSatisfying(n -> assertThat(n.normalised()).isEqualTo("110101190001010006"));
    assertThat(IdentityNumber.parse("412701850203000"))
        .hasValueSatisfying(n -> assertThat(n.normalised()).isEqualTo("412701198502030007"));
  }

  @Test
  void a_centenarians_old_number_is_left_to_a_person() {
    assertThat(IdentityNumber.parse("110101950101996"))
        .hasValueSatisfying(
            n -> {
              assertThat(n.normalised()).isEqualTo("110101950101996");
              assertThat(n.birthDate()).contains(LocalDate.of(1895, 1, 1));
            });
  }

  @Test
  void the_person_key_is_the_same_for_old_and_new_number_and_for_small_x() {
    assertThat(key("412701850203000")).isEqualTo(key("412701198502030007"));
    assertThat(key("33028119010204000x")).isEqualTo("01:33028119010204000X");
  }

  @Test
  void a_number_is_never_printed() {
    assertThat(IdentityNumber.parse("110101190001010006").orElseThrow().toString())
        .isEqualTo("IdentityNumber[CITIZEN]");
  }

  private static String key(String number) {
    ArrivalNotice notice = Samples.arrival();
    notice.getSubject().setDocumentNumber(number);
    return PersonKey.of(notice);
  }

  private static List<Violation> check(String documentType, String number) {
    return check(subject(documentType, number));
  }

  private static List<Violation> check(Subject subject) {
    List<Violation> found = new ArrayList<>();
    RULES.check(subject, Samples.TODAY, found);
    return found;
  }

  private static Subject subject(String documentType, String number) {
    Subject subject = new Subject();
    subject.setDocumentType(documentType);
    subject.setDocumentNumber(number);
    return subject;
  }
}
