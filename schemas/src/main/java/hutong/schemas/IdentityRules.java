package hutong.schemas;

import static hutong.schemas.RejectionCode.IMPLAUSIBLE;
import static hutong.schemas.RejectionCode.SCHEMA_INVALID;

import hutong.schemas.IdentityNumber.Form;
import hutong.schemas.hx.Subject;
import java.time.LocalDate;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Judges identity numbers by GB 11643-1999: a wrong form refuses; what real numbers are known to
 * get wrong warns and is carried.
 */
final class IdentityRules {
  private static final String NUMBER = "/subject/documentNumber";
  private static final String RULE = "GB11643-";

  /** Document types (code list) whose number has one of these forms. */
  private static final Map<String, Set<Form>> FORMS =
      Map.of(
          "01", EnumSet.of(Form.CITIZEN, Form.CITIZEN_15, Form.CITIZEN_15_CENTENARIAN),
          "11", EnumSet.of(Form.RESIDENCE_PERMIT),
          "12", EnumSet.of(Form.FOREIGNER, Form.FOREIGNER_2017));

  private final Divisions divisions;

  IdentityRules(Divisions divisions) {
    this.divisions = divisions;
  }

  static boolean numbered(String documentType) {
    return FORMS.containsKey(documentType);
  }

  void check(Subject subject, LocalDate today, List<Violation> found) {
    Set<Form> forms = FORMS.get(subject.getDocumentType());
    if (forms == null) {
      return;
    }
    Optional<IdentityNumber> parsed = IdentityNumber.parse(subject.getDocumentNumber());
    if (parsed.isEmpty()) {
      found.add(
          Violation.refuse(
              SCHEMA_INVALID,
              NUMBER,
              RULE + "form",
              "号码格式不符:应为 18 位(末位可为 X)或旧 15 位,半角,出生日期真实。",
              "Not an identity number: write 18 characters (the last may be X) or 15 old digits,"
                  + " half-width, with a real birth date."));
      return;
    }
    IdentityNumber number = parsed.get();
    if (!forms.contains(number.form())) {
      warn(
          found,
          NUMBER,
          "document-type",
          "号码与证件类型不符,请核对证件类型。",
          "The number's form belongs to another document type: check the document type.");
    }
    if (!number.checkCharacterFits()) {
      warn(
          found,
          NUMBER,
          "check",
          "校验码不符,请对照证件核对。",
          "The check character does not fit: compare with the card.");
    }
    number.birthDate().ifPresent(birth -> checkBirth(number, birth, subject, today, found));
    checkSex(number, subject, found);
  }

  private void checkBirth(
      IdentityNumber number,
      LocalDate birth,
      Subject subject,
      LocalDate today,
      List<Violation> found) {
    if (birth.isAfter(today.plusDays(Validation.SKEW_DAYS))) {
      found.add(
          Violation.refuse(
              IMPLAUSIBLE,
              NUMBER,
              RULE + "future",
              "号码中的出生日期在未来。",
              "The birth date in the number lies in the future: compare with the card."));
    }
    if (subject.getBirthDate() != null && !subject.getBirthDate().equals(birth)) {
      warn(
          found,
          "/subject/birthDate",
          "birth-date",
          "出生日期与号码不一致,请核对。",
          "The birth date differs from the one in the number: check both.");
    }
    number.division().ifPresent(code -> checkDivision(code, birth, found));
  }

  private void checkDivision(String code, LocalDate birth, List<Violation> found) {
    if (!divisions.everValid(code)) {
      warn(
          found,
          NUMBER,
          "division",
          "号码前六位从未是行政区划代码,请核对。",
          "The first six digits never were a division code: compare with the card.");
    } else if (code.startsWith("71")) {
      warn(
          found,
          NUMBER,
          "taiwan",
          "台湾居民的号码以 830000 开头。",
          "Numbers of Taiwan residents begin with 830000: compare with the card.");
    } else if (!divisions.validSince(code, birth.getYear())) {
      warn(
          found,
          NUMBER,
          "division-ended",
          "号码前六位的区划在出生前已撤销,请核对。",
          "The division in the number had ended before the birth: compare with the card.");
    }
  }

  private static void checkSex(IdentityNumber number, Subject subject, List<Violation> found) {
    String given = subject.getSex();
    boolean told = "1".equals(given) || "2".equals(given);
    if (told && number.sexCode().isPresent() && !number.sexCode().get().equals(given)) {
      warn(
          found,
          "/subject/sex",
          "sex",
          "性别与号码不一致,请核对。",
          "The sex differs from the one in the number: check both.");
    }
  }

  private static void warn(
      List<Violation> found, String pointer, String rule, String zh, String en) {
    found.add(Violation.warn(IMPLAUSIBLE, pointer, RULE + rule, zh, en));
  }
}
