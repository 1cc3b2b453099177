package hutong.schemas;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Map;
import java.util.UUID;
import java.util.regex.Pattern;

/**
 * One simple type of the schema: takes the text of a value and gives it in Java.
 *
 * <p>It takes no more than the schema takes, and often less: what it leaves is not wrong by that.
 */
final class PlainValue {
  private static final int LONGEST_NUMBER = 16;
  private static final String NO_YEAR = "0000";
  private static final String LEAP_SECOND = ":60";
  private static final int SECONDS_AT = "yyyy-MM-ddTHH:mm".length();

  /**
   * What the schema says of the text.
   *
   * @param pattern null if there is none
   * @param constants by their names; null if the set is open
   */
  record Facets(
      int minLength,
      int maxLength,
      Pattern pattern,
      Map<String, Object> constants,
      long least,
      long most) {}

  private enum Kind {
    TEXT,
    CONSTANT,
    DAY,
    INSTANT,
    ID,
    INT,
    LONG,
    BOOLEAN
  }

  private final Kind kind;
  private final Facets facets;

  private PlainValue(Kind kind, Facets facets) {
    this.kind = kind;
    this.facets = facets;
  }

  /** Null for a Java type that it does not know how to make. */
  static PlainValue of(Class<?> type, Facets facets) {
    Kind kind = kind(type);
    return kind == null ? null : new PlainValue(kind, facets);
  }

  private static Kind kind(Class<?> type) {
    if (type.isEnum()) {
      return Kind.CONSTANT;
    }
    return Map.of(
            String.class, Kind.TEXT,
            LocalDate.class, Kind.DAY,
            Instant.class, Kind.INSTANT,
            UUID.class, Kind.ID,
            int.class, Kind.INT,
            Integer.class, Kind.INT,
            long.class, Kind.LONG,
            Long.class, Kind.LONG,
            Boolean.class, Kind.BOOLEAN,
            boolean.class, Kind.BOOLEAN)
        .get(type);
  }

  /** Null unless the text is plainly a value of this type. */
  Object read(String text) {
    return switch (kind) {
      case INT -> number(text) ? (Object) Integer.valueOf(text) : null;
      case LONG -> number(text) ? (Object) Long.valueOf(text) : null;
      case BOOLEAN ->
          text.equals("true") ? Boolean.TRUE : text.equals("false") ? Boolean.FALSE : null;
      default -> allowed(text) ? made(text) : null;
    };
  }

  private boolean number(String text) {
    int length = text.length();
    if (length == 0 || length > LONGEST_NUMBER || (length > 1 && text.charAt(0) == '0')) {
      return false;
    }
    for (int i = 0; i < length; i++) {
      if (text.charAt(i) < '0' || text.charAt(i) > '9') {
        return false;
      }
    }
    long value = Long.parseLong(text);
    return value >= facets.least && value <= facets.most;
  }

  /** Some count lengths in UTF-16 units and some in characters: it must fit both. */
  private boolean allowed(String text) {
    return text.length() <= facets.maxLength
        && text.codePointCount(0, text.length()) >= facets.minLength
        && (facets.constants == null || facets.constants.containsKey(text))
        && (facets.pattern == null || facets.pattern.matcher(text).matches());
  }

  private Object made(String text) {
    try {
      return switch (kind) {
        case CONSTANT -> facets.constants.get(text);
        case DAY -> text.startsWith(NO_YEAR) ? null : IsoDigits.day(text);
        case INSTANT ->
            text.startsWith(NO_YEAR) || text.startsWith(LEAP_SECOND, SECONDS_AT)
                ? null
                : IsoDigits.instant(text);
        case ID -> UUID.fromString(text);
        default -> text;
      };
    } catch (DateTimeException noSuchDay) {
      return null;
    }
  }
}
