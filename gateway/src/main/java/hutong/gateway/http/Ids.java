package hutong.gateway.http;

import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.UUID;
import java.util.regex.Pattern;

/**
 * Reads ids and instants strictly, as they are written (RFC 9562, 4), where the platform's parser
 * is lenient.
 */
final class Ids {

  private static final Pattern UUID_TEXT =
      Pattern.compile("[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}");
  private static final Pattern NODE = Pattern.compile("[0-9]{6}([0-9]{3}){0,2}");

  /** In a year of four digits: no database has room for all that the platform takes. */
  private static final Pattern INSTANT = Pattern.compile("[0-9]{4}-[0-9T:.Z+-]{1,36}");

  private Ids() {}

  /** Null if it is none. */
  static Instant instant(String text) {
    try {
      return INSTANT.matcher(text).matches() ? Instant.parse(text) : null;
    } catch (DateTimeParseException none) {
      return null;
    }
  }

  /** Null if it is no UUID. */
  static UUID parse(String text) {
    return text != null && text.length() == 36 && UUID_TEXT.matcher(text).matches()
        ? UUID.fromString(text)
        : null;
  }

  /** Whether it is a node's id: a division code of 6 digits. */
  static boolean node(String text) {
    return division(text) && text.length() == 6;
  }

  /** Whether it is a division code of 6, 9 or 12 digits, as nodes and offices have. */
  static boolean division(String text) {
    return text != null && text.length() <= 12 && NODE.matcher(text).matches();
  }
}
