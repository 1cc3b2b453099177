package hutong.gateway.console;

import hutong.routes.Deadlines;
import hutong.routes.ledger.InboundState;
import hutong.routes.ledger.OutboundState;
import hutong.routes.ledger.RecordFilter;
import hutong.routes.ledger.RecordPage.Cursor;
import hutong.schemas.RecordTypes;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Which records are asked for, as it stands in an address: nothing about a person, and nothing that
 * is not understood goes on into a question or back onto a page.
 *
 * @param filter what was understood
 * @param after where the page before ended; null at the newest
 * @param faults words of the fields that were not understood; then nothing is searched
 */
record RecordQuery(RecordFilter filter, Cursor after, List<String> faults) {

  static final Set<String> STATES =
      Stream.concat(Arrays.stream(OutboundState.values()), Arrays.stream(InboundState.values()))
          .map(Enum::name)
          .collect(Collectors.toCollection(LinkedHashSet::new));

  private static final Pattern NODE = Pattern.compile("[0-9]{6}");
  private static final Pattern SYSTEM = Pattern.compile("[a-z0-9-]{2,40}");
  private static final Pattern WORD = Pattern.compile("[A-Z][A-Z_]{1,39}");
  private static final Pattern PLACE = Pattern.compile("([0-9]{1,15})\\.([0-9]{1,18})");
  private static final DateTimeFormatter MINUTE = DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm");
  private static final int FIRST_YEAR = 2000;
  private static final int LAST_YEAR = 2200;

  /** Where fields are read from: an address, or a form. */
  interface Fields {
    /** The values of a field, bounded; empty for none. */
    List<String> of(String name);
  }

  /** Reads one. */
  private static final class Reading {
    private final Fields fields;
    private final List<String> faults = new ArrayList<>();

    Reading(Fields fields) {
      this.fields = fields;
    }

    String word(String name, Predicate<String> right) {
      String given = fields.of(name).stream().findFirst().orElse("");
      if (given.isEmpty()) {
        return null;
      }
      if (!right.test(given)) {
        faults.add(name);
        return null;
      }
      return given;
    }

    String word(String name, Pattern form) {
      return word(name, given -> form.matcher(given).matches());
    }

    Boolean outbound() {
      String given = word("direction", each -> each.equals("out") || each.equals("in"));
      return given == null ? null : given.equals("out");
    }

    Set<String> states() {
      Set<String> states = new LinkedHashSet<>(fields.of("state"));
      states.remove("");
      if (!STATES.containsAll(states)) {
        faults.add("state");
        return Set.of();
      }
      return states;
    }

    Instant time(String name) {
      String given = word(name, each -> true);
      try {
        ZonedDateTime time =
            given == null ? null : LocalDateTime.parse(given, MINUTE).atZone(Deadlines.ZONE);
        if (time != null && (time.getYear() < FIRST_YEAR || time.getYear() > LAST_YEAR)) {
          faults.add(name);
          return null;
        }
        return time == null ? null : time.toInstant();
      } catch (DateTimeParseException wrong) {
        faults.add(name);
        return null;
      }
    }

    Cursor after() {
      String given = word("after", PLACE);
      if (given == null) {
        return null;
      }
      Matcher place = PLACE.matcher(given);
      return place.matches()
          ? new Cursor(Long.parseLong(place.group(1)), Long.parseLong(place.group(2)))
          : null;
    }
  }

  RecordQuery {
    faults = List.copyOf(faults);
  }

  /**
   * Reads one.
   *
   * @param types names of the record types that there are
   * @param only the one system whose records may be seen; null: all
   */
  static RecordQuery read(Fields fields, Set<String> types, String only) {
    Reading reading = new Reading(fields);
    String system = reading.word("system", SYSTEM);
    RecordFilter filter =
        new RecordFilter(
            reading.outbound(),
            reading.states(),
            reading.word("node", NODE),
            reading.word("type", each -> types.contains(each) || each.equals(RecordTypes.UNKNOWN)),
            only == null ? system : only,
            reading.word("cause", WORD),
            reading.time("from"),
            reading.time("until"));
    if (filter.from() != null
        && filter.until() != null
        && !filter.from().isBefore(filter.until())) {
      reading.faults.add("until");
    }
    return new RecordQuery(filter, reading.after(), reading.faults);
  }

  static RecordQuery of(RecordFilter filter) {
    return new RecordQuery(filter, null, List.of());
  }

  boolean isAll() {
    return filter.equals(RecordFilter.ALL);
  }

  /** A field as it stands in the form; empty for none. */
  String value(String name) {
    return pairs().stream()
        .filter(each -> each[0].equals(name))
        .map(each -> each[1])
        .findFirst()
        .orElse("");
  }

  /** Names and values of all that is asked for. */
  List<String[]> pairs() {
    List<String[]> pairs = new ArrayList<>();
    if (filter.outbound() != null) {
      pairs.add(new String[] {"direction", filter.outbound() ? "out" : "in"});
    }
    STATES.stream()
        .filter(filter.states()::contains)
        .forEach(each -> pairs.add(new String[] {"state", each}));
    add(pairs, "node", filter.node());
    add(pairs, "type", filter.type());
    add(pairs, "system", filter.system());
    add(pairs, "cause", filter.cause());
    add(pairs, "from", minute(filter.from()));
    add(pairs, "until", minute(filter.until()));
    return pairs;
  }

  private static void add(List<String[]> pairs, String name, String value) {
    if (value != null) {
      pairs.add(new String[] {name, value});
    }
  }

  private static String minute(Instant instant) {
    return instant == null ? null : MINUTE.format(instant.atZone(Deadlines.ZONE));
  }

  /** The address of its first page. */
  String address() {
    String query =
        pairs().stream()
            .map(each -> each[0] + "=" + URLEncoder.encode(each[1], StandardCharsets.UTF_8))
            .collect(Collectors.joining("&"));
    return RecordsScreen.PATH + (query.isEmpty() ? "" : "?" + query);
  }

  /** The address of the page behind a place. */
  String address(Cursor place) {
    String first = address();
    return first
        + (first.indexOf('?') < 0 ? "?" : "&")
        + "after="
        + place.created()
        + "."
        + place.key();
  }
}
