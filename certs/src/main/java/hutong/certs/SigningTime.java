package hutong.certs;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;

/**
 * Writes and reads the Time of RFC 5652, 11.3: UTCTime until 2049, GeneralizedTime after, to the
 * second.
 */
final class SigningTime {

  static byte[] write(Instant at) {
    LocalDateTime t = LocalDateTime.ofInstant(at, ZoneOffset.UTC);
    boolean utc = t.getYear() >= 1950 && t.getYear() < 2050;
    byte[] text = new byte[utc ? 13 : 15];
    int end = text.length - 1;
    text[end] = 'Z';
    int[] twos = {t.getSecond(), t.getMinute(), t.getHour(), t.getDayOfMonth(), t.getMonthValue()};
    for (int two : twos) {
      end = digits(text, end, two);
    }
    end = digits(text, end, t.getYear() % 100);
    if (!utc) {
      digits(text, end, t.getYear() / 100);
    }
    return Der.write(utc ? Der.UTC_TIME : Der.GENERALIZED_TIME, text);
  }

  static Instant read(Der der) throws Untrusted {
    boolean utc = der.next(Der.UTC_TIME);
    byte[] text = der.value(utc ? Der.UTC_TIME : Der.GENERALIZED_TIME);
    if (text.length != (utc ? 13 : 15) || text[text.length - 1] != 'Z') {
      throw Untrusted.malformed("signing time");
    }
    int at = utc ? 2 : 4;
    int year = utc ? two(text, 0) : two(text, 0) * 100 + two(text, 2);
    if (utc) {
      year += year < 50 ? 2000 : 1900;
    } else if (year < 2050) {
      throw Untrusted.malformed("signing time");
    }
    try {
      return LocalDateTime.of(
              year,
              two(text, at),
              two(text, at + 2),
              two(text, at + 4),
              two(text, at + 6),
              two(text, at + 8))
          .toInstant(ZoneOffset.UTC);
    } catch (DateTimeException e) {
      throw Untrusted.malformed("signing time");
    }
  }

  private static int digits(byte[] text, int end, int two) {
    text[end - 1] = (byte) ('0' + two % 10);
    text[end - 2] = (byte) ('0' + two / 10);
    return end - 2;
  }

  private static int two(byte[] text, int at) throws Untrusted {
    int tens = text[at] - '0';
    int ones = text[at + 1] - '0';
    if (tens < 0 || tens > 9 || ones < 0 || ones > 9) {
      throw Untrusted.malformed("signing time");
    }
    return tens * 10 + ones;
  }

  private SigningTime() {}
}
