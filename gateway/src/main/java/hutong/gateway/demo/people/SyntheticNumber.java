package hutong.gateway.demo.people;

import java.time.LocalDate;
import java.time.format.DateTimeFormatter;

/**
 * Identity numbers by GB 11643-1999 that nobody can hold: their sequence is 000, and real ones
 * begin at 001.
 */
public final class SyntheticNumber {

  private static final String SEQUENCE = "000";
  private static final int[] WEIGHTS = {7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2};
  private static final String CHECKS = "10X98765432";

  private SyntheticNumber() {}

  /**
   * The number of somebody born there on that day.
   *
   * @param division six digits
   */
  public static String of(String division, LocalDate birth) {
    String body = division + birth.format(DateTimeFormatter.BASIC_ISO_DATE) + SEQUENCE;
    return body + check(body);
  }

  /** The same with a check character that does not fit. */
  public static String misread(String number) {
    char last = number.charAt(17);
    return number.substring(0, 17) + (last == 'X' ? '0' : last == '9' ? '0' : (char) (last + 1));
  }

  /** ISO 7064 MOD 11-2 over seventeen digits. */
  private static char check(String body) {
    int sum = 0;
    for (int i = 0; i < WEIGHTS.length; i++) {
      sum += (body.charAt(i) - '0') * WEIGHTS[i];
    }
    return CHECKS.charAt(sum % 11);
  }
}
