package hutong.schemas;

import java.time.LocalDate;

/** Knows which days are worked; a member may have its own. */
public interface WorkingCalendar {
  boolean isWorkingDay(LocalDate day);

  /** Whether the year's rest days are announced; otherwise the plain week is assumed. */
  boolean announced(int year);

  /** Stands in every due date computed with it; changes whenever a day of it changes. */
  String version();
}
