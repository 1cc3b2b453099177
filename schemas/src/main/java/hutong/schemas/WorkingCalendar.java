package hutong.schemas;

import java.time.LocalDate;
import java.util.Optional;

/** Knows which days are worked; a member may have its own. */
public interface WorkingCalendar {
  boolean isWorkingDay(LocalDate day);

  /** Whether the year's rest days are announced; otherwise the plain week is assumed. */
  boolean announced(int year);

  /** Stands in every due date computed with it; changes whenever a day of it changes. */
  String version();

  /**
   * This calendar in another of its versions; empty if that is not known here.
   *
   * @param named as it stands in a due date
   */
  default Optional<WorkingCalendar> version(String named) {
    return Optional.empty();
  }
}
