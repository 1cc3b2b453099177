package hutong.schemas;

import java.time.LocalDate;

/** The day on which an answer is due, by which rule and by which version of the calendar. */
public record DueDate(LocalDate date, String rule, String calendarVersion) {}
