package hutong.gateway.bench.country;

/**
 * How many records are posted when: by day, in plain weeks, at the festival and after it; by hour,
 * as offices work and people at home.
 */
final class Calendar {

  static final int MINUTES = 24 * 60;

  /** Of a day's records, in hundredths, by hour from midnight. */
  private static final int[] HOURS = {
    0, 0, 0, 0, 0, 0, 1, 2, 6, 12, 13, 9, 4, 5, 10, 12, 10, 6, 3, 3, 2, 1, 1, 0
  };

  private static final int PLAIN_DAYS = 3;
  private static final int FESTIVAL_DAYS = 7;
  private static final double AT_THE_FESTIVAL = 0.1;
  private static final int PEAK_DAYS = 10;
  private static final int FALLING_DAYS = 15;

  private final double perDay;
  private final double peak;

  /**
   * @param perDay records of a plain day
   * @param peak times as many on each of ten days after the festival, then falling
   */
  Calendar(double perDay, double peak) {
    this.perDay = perDay;
    this.peak = peak;
  }

  int days() {
    return PLAIN_DAYS + FESTIVAL_DAYS + PEAK_DAYS + FALLING_DAYS + PLAIN_DAYS;
  }

  /** The third day of the peak, when something is to break. */
  int worst() {
    return PLAIN_DAYS + FESTIVAL_DAYS + 2;
  }

  double onDay(int day) {
    int after = day - PLAIN_DAYS;
    if (after < 0) {
      return perDay;
    } else if (after < FESTIVAL_DAYS) {
      return perDay * AT_THE_FESTIVAL;
    }
    after -= FESTIVAL_DAYS;
    if (after < PEAK_DAYS) {
      return perDay * peak;
    }
    double fallen = Math.min(1, (after - PEAK_DAYS + 1.0) / FALLING_DAYS);
    return perDay * (peak - fallen * (peak - 1));
  }

  double inMinute(int day, int minute) {
    return onDay(day) * HOURS[minute / 60] / 100 / 60;
  }

  /** Of a day's records, those of its busiest hour. */
  static double busiestHour() {
    int most = 0;
    for (int each : HOURS) {
      most = Math.max(most, each);
    }
    return most / 100.0;
  }
}
