package hutong.routes;

import hutong.schemas.DueDate;
import hutong.schemas.DueDates;
import hutong.schemas.RecordType;
import hutong.schemas.WorkingCalendar;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneId;

/** Computes by when an answer is owed, by the debtor's calendar and in China's time. */
public final class Deadlines {

  /** All of China keeps one time. */
  public static final ZoneId ZONE = ZoneId.of("Asia/Shanghai");

  /**
   * Between creation and expiry of a record. So nobody has to know for ever what was once received:
   * what is older is refused, whatever its sender wrote into it.
   */
  public static final Duration LONGEST_VALIDITY = Duration.ofDays(31);

  private final DueDates dueDates;
  private final WorkingCalendar calendar;

  public Deadlines(DueDates dueDates, WorkingCalendar calendar) {
    this.dueDates = dueDates;
    this.calendar = calendar;
  }

  /** Null if such a record asks for no answer by a date. */
  public DueDate due(RecordType type, boolean urgent, LocalDate receivedOn) {
    return dueDates.due(type, urgent, receivedOn, calendar).orElse(null);
  }
}
