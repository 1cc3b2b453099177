package hutong.schemas;

import java.time.LocalDate;
import java.util.Optional;

/**
 * Computes by when a recipient owes its answer, counted from the day after receipt.
 *
 * <p>A term in calendar days that ends on a rest day ends on the next working day (Civil Code,
 * article 203). Where rest days of a year are not announced yet the plain week is taken, and the
 * calendar version says so, so that both sides compute the same day.
 */
public final class DueDates {
  private static final String PLAIN_WEEK = "+plain-week";

  /** Empty for a type whose answer has no clock. */
  public Optional<DueDate> due(
      RecordType type, boolean urgent, LocalDate receivedOn, WorkingCalendar calendar) {
    Optional<ClockRule> rule = urgent ? type.urgentClock().or(type::clock) : type.clock();
    return rule.map(clock -> due(clock, receivedOn, calendar));
  }

  private static DueDate due(ClockRule clock, LocalDate receivedOn, WorkingCalendar calendar) {
    LocalDate day =
        switch (clock.count()) {
          case CALENDAR -> receivedOn.plusDays(clock.days());
          case WORKING -> afterWorkingDays(clock.days(), receivedOn, calendar);
        };
    while (!calendar.isWorkingDay(day)) {
      day = day.plusDays(1);
    }
    boolean announced = calendar.announced(day.getYear());
    return new DueDate(day, clock.id(), calendar.version() + (announced ? "" : PLAIN_WEEK));
  }

  private static LocalDate afterWorkingDays(int days, LocalDate from, WorkingCalendar calendar) {
    LocalDate day = from;
    for (int worked = 0; worked < days; ) {
      day = day.plusDays(1);
      worked += calendar.isWorkingDay(day) ? 1 : 0;
    }
    return day;
  }
}
