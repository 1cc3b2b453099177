package hutong.gateway.console;

import hutong.routes.Deadlines;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * What the address of a page asks for. What is not understood is refused by its name: what somebody
 * typed is not repeated, and nothing else is shown in its place.
 */
final class Filters {

  private static final Pattern NODE = Pattern.compile("[0-9]{6}");
  private static final Pattern TYPE = Pattern.compile("[A-Z][A-Za-z]{2,49}");
  private static final int DATE = 10;

  private final Visit visit;
  private final Map<String, String> kept = new LinkedHashMap<>();

  Filters(Visit visit) {
    this.visit = visit;
  }

  /** One of these words; null if none is asked for. */
  String word(String name, String... words) throws NotSound {
    return matching(name, Pattern.compile(String.join("|", Arrays.asList(words))));
  }

  /** The id of a node; null if none is asked for. */
  String node(String name) throws NotSound {
    return matching(name, NODE);
  }

  /** A type of record; null if none is asked for. */
  String type(String name) throws NotSound {
    return matching(name, TYPE);
  }

  String matching(String name, Pattern sound) throws NotSound {
    String text = visit.param(name);
    if (text.isEmpty()) {
      return null;
    }
    if (!sound.matcher(text).matches()) {
      throw new NotSound("filter." + name);
    }
    kept.put(name, text);
    return text;
  }

  /** A day, that one if none is asked for. */
  LocalDate day(String name, LocalDate usual) throws NotSound {
    String text = visit.param(name);
    if (text.isEmpty()) {
      return usual;
    }
    try {
      if (text.length() == DATE) {
        LocalDate day = LocalDate.parse(text);
        kept.put(name, text);
        return day;
      }
    } catch (DateTimeException noDay) {
      throw new NotSound("filter." + name);
    }
    throw new NotSound("filter." + name);
  }

  /** What was asked for so far, as the query of an address; with its question mark unless empty. */
  String query() {
    StringBuilder query = new StringBuilder();
    kept.forEach(
        (name, value) ->
            query
                .append(query.isEmpty() ? '?' : '&')
                .append(name)
                .append('=')
                .append(URLEncoder.encode(value, StandardCharsets.UTF_8)));
    return query.toString();
  }

  /** The same with one more. */
  String query(String name, String value) {
    String before = query();
    return before + (before.isEmpty() ? "?" : "&") + name + "=" + value;
  }

  /** Today in China. */
  static LocalDate today(ConsoleParts parts) {
    return LocalDate.ofInstant(parts.clock().instant(), Deadlines.ZONE);
  }
}
