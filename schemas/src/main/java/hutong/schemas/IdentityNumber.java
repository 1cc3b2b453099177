package hutong.schemas;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A number in one of the forms of GB 11643-1999 and its relatives, taken apart; never print it.
 *
 * @param normalised 18 characters where the form allows it, upper case
 * @param division the six digits that name a division; empty where the form has none
 * @param sexCode as GB/T 2261.1: 1 male, 2 female; empty where the form has none
 */
public record IdentityNumber(
    Form form,
    String normalised,
    Optional<String> division,
    Optional<LocalDate> birthDate,
    Optional<String> sexCode,
    boolean checkCharacterFits) {

  /** Which card or rule the number follows. */
  public enum Form {
    /** GB 11643-1999: 18 characters. */
    CITIZEN,
    /** Before 1999-10-01: 15 digits, no check character. */
    CITIZEN_15,
    /** Before 1999-10-01, sequence 996 to 999: born before 1900, not to be converted. */
    CITIZEN_15_CENTENARIAN,
    /** Residents of Hong Kong, Macao and Taiwan: 810000, 820000, 830000. */
    RESIDENCE_PERMIT,
    /** Foreigner's permanent resident card, version 2023: 9, province, nationality. */
    FOREIGNER,
    /** Foreigner's permanent resident card, version 2017: three letters and twelve digits. */
    FOREIGNER_2017
  }

  private static final Pattern EIGHTEEN = Pattern.compile("[1-9][0-9]{16}[0-9Xx]");
  private static final Pattern FIFTEEN = Pattern.compile("[1-9][0-9]{14}");
  private static final Pattern LETTERED = Pattern.compile("[A-Z]{3}[0-9]{12}");
  private static final int[] WEIGHTS = {7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2};
  private static final String CHECKS = "10X98765432";

  /** Empty where the text has none of the forms or holds a date that does not exist. */
  public static Optional<IdentityNumber> parse(String text) {
    if (EIGHTEEN.matcher(text).matches()) {
      return eighteen(text.substring(0, 17) + Character.toUpperCase(text.charAt(17)));
    }
    if (FIFTEEN.matcher(text).matches()) {
      return fifteen(text);
    }
    if (LETTERED.matcher(text).matches()) {
      return Optional.of(
          new IdentityNumber(
              Form.FOREIGNER_2017,
              text,
              Optional.empty(),
              Optional.empty(),
              Optional.empty(),
              true));
    }
    return Optional.empty();
  }

  private static Optional<IdentityNumber> eighteen(String number) {
    Form form = form(number);
    return date(number.substring(6, 14))
        .map(
            birth ->
                new IdentityNumber(
                    form,
                    number,
                    form == Form.CITIZEN ? Optional.of(number.substring(0, 6)) : Optional.empty(),
                    Optional.of(birth),
                    Optional.of(sex(number.charAt(16))),
                    check(number) == number.charAt(17)));
  }

  private static Optional<IdentityNumber> fifteen(String number) {
    boolean centenarian = number.substring(12).compareTo("996") >= 0;
    String long17 = number.substring(0, 6) + "19" + number.substring(6);
    Optional<LocalDate> birth = date((centenarian ? "18" : "19") + number.substring(6, 12));
    return birth.map(
        day ->
            new IdentityNumber(
                centenarian ? Form.CITIZEN_15_CENTENARIAN : Form.CITIZEN_15,
                centenarian ? number : long17 + check(long17),
                Optional.of(number.substring(0, 6)),
                Optional.of(day),
                Optional.of(sex(number.charAt(14))),
                true));
  }

  private static Form form(String number) {
    if (number.charAt(0) == '9') {
      return Form.FOREIGNER;
    }
    boolean permit = number.startsWith("8") && number.startsWith("0000", 2);
    return permit && "123".indexOf(number.charAt(1)) >= 0 ? Form.RESIDENCE_PERMIT : Form.CITIZEN;
  }

  private static String sex(char last) {
    return (last - '0') % 2 == 1 ? "1" : "2";
  }

  private static Optional<LocalDate> date(String digits) {
    try {
      return Optional.of(
          LocalDate.of(
              Integer.parseInt(digits.substring(0, 4)),
              Integer.parseInt(digits.substring(4, 6)),
              Integer.parseInt(digits.substring(6, 8))));
    } catch (DateTimeException noSuchDay) {
      return Optional.empty();
    }
  }

  /** ISO 7064 MOD 11-2 over the first seventeen digits. */
  private static char check(String number) {
    int sum = 0;
    for (int i = 0; i < 17; i++) {
      sum += (number.charAt(i) - '0') * WEIGHTS[i];
    }
    return CHECKS.charAt(sum % 11);
  }

  /** Form only: a number is personal. */
  @Override
  public String toString() {
    return "IdentityNumber[" + form + "]";
  }
}
