package hutong.routes;

import hutong.schemas.DueDate;
import hutong.schemas.DueDates;
import hutong.schemas.RecordType;
import hutong.schemas.WorkingCalendar;
import java.time.Duration;
import java.time.Instant;
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

  /** When a due day is over: answers until then are in time. */
  public static Instant end(LocalDate due) {
    return due.plusDays(1).atStartOfDay(ZONE).toInstant();
  }

  /** Null if such a record asks for no answer by a date. */
  public DueDate due(RecordType type, boolean urgent, LocalDate receivedOn) {
    return due(type, urgent, receivedOn, calendar);
  }

  /**
   * The same as another computed it.
   *
   * @param version of the calendar, as it stands in a due date; taken if it is known here and the
   *     notice for the year of receipt, or for the year before, is in it: nobody goes back to older
   *     ones
   */
  public DueDate due(RecordType type, boolean urgent, LocalDate receivedOn, String version) {
    WorkingCalendar named =
        calendar
            .version(version)
            .filter(each -> each.announced(receivedOn.getYear() - 1))
            .orElse(calendar);
    return due(type, urgent, receivedOn, named);
  }

  private DueDate due(RecordType type, boolean urgent, LocalDate receivedOn, WorkingCalendar by) {
    return dueDates.due(type, urgent, receivedOn, by).orElse(null);
  }
}
