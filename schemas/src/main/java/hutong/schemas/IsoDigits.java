package hutong.schemas;

import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneOffset;

/**
 * Reads dates and times in the one form the schema allows, faster than a general parser; whatever
 * looks different goes to that one.
 */
final class IsoDigits {
  private static final String DAY = "dddd-dd-dd";
  private static final String SECOND = "dddd-dd-ddTdd:dd:ddZ";
  private static final String MILLISECOND = "dddd-dd-ddTdd:dd:dd.dddZ";
  private static final int LAST_SECOND = 59;
  private static final int NANOS_A_MILLISECOND = 1_000_000;

  private IsoDigits() {}

  static LocalDate day(String text) {
    return fits(text, DAY) ? date(text) : LocalDate.parse(text);
  }

  static Instant instant(String text) {
    boolean fraction = fits(text, MILLISECOND);
    if (!fraction && !fits(text, SECOND)) {
      return Instant.parse(text);
    }
    int second = number(text, 17, 19);
    if (fraction && second > LAST_SECOND) {
      return Instant.parse(text);
    }
    int nanos = fraction ? number(text, 20, 23) * NANOS_A_MILLISECOND : 0;
    LocalDateTime time =
        date(text).atTime(number(text, 11, 13), number(text, 14, 16), second, nanos);
    return time.toInstant(ZoneOffset.UTC);
  }

  private static LocalDate date(String text) {
    return LocalDate.of(number(text, 0, 4), number(text, 5, 7), number(text, 8, 10));
  }

  private static boolean fits(String text, String form) {
    if (text.length() != form.length()) {
      return false;
    }
    for (int i = 0; i < form.length(); i++) {
      char c = text.charAt(i);
      char wanted = form.charAt(i);
      if (wanted == 'd' ? c < '0' || c > '9' : c != wanted) {
        return false;
      }
    }
    return true;
  }

  private static int number(String text, int from, int to) {
    return Integer.parseInt(text, from, to, 10);
  }
}
