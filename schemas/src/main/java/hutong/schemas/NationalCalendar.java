package hutong.schemas;

import java.time.DayOfWeek;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The State Council's working days: the plain week, with the rest and work days of its notices. */
public final class NationalCalendar implements WorkingCalendar {
  private static final Pattern VERSION = Pattern.compile("CN-([0-9]{4})\\.1(\\+plain-week)?");

  private final Map<LocalDate, Boolean> exceptions;
  private final int lastAnnounced;

  private NationalCalendar(Map<LocalDate, Boolean> exceptions) {
    this.exceptions = Map.copyOf(exceptions);
    this.lastAnnounced =
        exceptions.keySet().stream().mapToInt(LocalDate::getYear).max().orElseThrow();
  }

  /** Reads the project's own table. */
  public static NationalCalendar load() {
    Map<LocalDate, Boolean> exceptions = new HashMap<>();
    Csv.read(
        "workdays-cn.csv",
        row ->
            exceptions.put(LocalDate.parse(row.getField(0)), row.getField("kind").equals("work")));
    return new NationalCalendar(exceptions);
  }

  /** As it was before a later year's notice, which stands in the same table, was known. */
  @Override
  public Optional<WorkingCalendar> version(String named) {
    Matcher found = VERSION.matcher(named);
    if (!found.matches()) {
      return Optional.empty();
    }
    int last = Integer.parseInt(found.group(1));
    if (last == lastAnnounced) {
      return Optional.of(this);
    }
    Map<LocalDate, Boolean> earlier = new HashMap<>(exceptions);
    earlier.keySet().removeIf(day -> day.getYear() > last);
    boolean known = earlier.keySet().stream().anyMatch(day -> day.getYear() == last);
    return known ? Optional.of(new NationalCalendar(earlier)) : Optional.empty();
  }

  @Override
  public boolean isWorkingDay(LocalDate day) {
    Boolean exception = exceptions.get(day);
    return exception == null
        ? day.getDayOfWeek().getValue() < DayOfWeek.SATURDAY.getValue()
        : exception;
  }

  @Override
  public boolean announced(int year) {
    return year <= lastAnnounced;
  }

  @Override
  public String version() {
    return "CN-" + lastAnnounced + ".1";
  }
}
