package hutong.schemas;

import java.time.LocalDate;
import java.util.Optional;

/** Computes by when a recipient owes its answer. */
public final class DueDates {
  public Optional<DueDate> due(
      RecordType type, boolean urgent, LocalDate receivedOn, WorkingCalendar calendar) {
    throw new IllegalStateException("being written");
  }
}
