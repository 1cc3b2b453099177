package hutong.schemas;

/** How long a recipient has to answer: so many days of one kind, counted from the day after. */
public record ClockRule(String id, int days, Count count) {
  /** Whether rest days count. */
  public enum Count {
    WORKING,
    CALENDAR
  }

  public ClockRule {
    if (days < 1) {
      throw new IllegalArgumentException("a clock has at least one day: " + id);
    }
  }
}
