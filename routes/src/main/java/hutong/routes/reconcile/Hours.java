package hutong.routes.reconcile;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/** The hours by which books are compared, and when one is closed. */
final class Hours {

  /** After its end: a record's usual validity, and a day for what is still decided. */
  static final Duration CLOSES = Duration.ofDays(4);

  /** How much one summary covers. */
  static final Duration WINDOW = Duration.ofDays(8);

  /** Nobody speaks of what is older. */
  static final Duration OLDEST = Duration.ofDays(40);

  private Hours() {}

  static Instant of(Instant at) {
    return at.truncatedTo(ChronoUnit.HOURS);
  }

  static boolean isClosed(Instant hour, Instant now) {
    return !hour.plus(Duration.ofHours(1)).plus(CLOSES).isAfter(now);
  }

  /** Whether it makes sense to speak of these hours now. */
  static boolean fit(Instant from, Instant until, Instant now) {
    return from.equals(of(from))
        && until.equals(of(until))
        && from.isBefore(until)
        && !until.isAfter(from.plus(WINDOW))
        && !until.isAfter(now.plus(Duration.ofHours(1)))
        && from.isAfter(now.minus(OLDEST));
  }
}
