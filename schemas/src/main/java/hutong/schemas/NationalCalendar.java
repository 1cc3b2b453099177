package hutong.schemas;

import java.time.DayOfWeek;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.Map;

/** The State Council's working days: the plain week, with the rest and work days of its notices. */
public final class NationalCalendar implements WorkingCalendar {
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
