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

  private IsoDigits() {}

  static LocalDate day(String text) {
    return fits(text, DAY) ? date(text) : LocalDate.parse(text);
  }

  static Instant instant(String text) {
    if (!fits(text, SECOND)) {
      return Instant.parse(text);
    }
    LocalDateTime time =
        date(text).atTime(number(text, 11, 13), number(text, 14, 16), number(text, 17, 19));
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
