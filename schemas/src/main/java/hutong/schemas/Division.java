package hutong.schemas;

/**
 * One code with one name over one uninterrupted period.
 *
 * @param from first year whose list of 31 December has it
 * @param to first year whose list no longer has it; {@link #OPEN} while it goes on
 */
record Division(String code, String name, int from, int to) {
  static final int OPEN = Integer.MAX_VALUE;

  boolean current() {
    return to == OPEN;
  }

  /** A code ends some day within its last year, so that year counts on both sides. */
  boolean coversSomeDayOf(int year) {
    return from <= year && year <= to;
  }

  boolean standsAtEndOf(int year) {
    return from <= year && year < to;
  }
}
