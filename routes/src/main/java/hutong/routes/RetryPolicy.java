package hutong.routes;

import java.time.Duration;
import java.util.random.RandomGenerator;

/**
 * When to try again, and how fast to catch up.
 *
 * @param first after the first failure of a destination; then doubling, with jitter
 * @param longest between two attempts
 * @param repeatAfter until a record without a transport receipt goes out again; then doubling
 * @param drainPerSecond how many entries a second of what an outage left waiting; 0 for no bound
 */
public record RetryPolicy(
    Duration first, Duration longest, Duration repeatAfter, int drainPerSecond) {

  public static final RetryPolicy STANDARD =
      new RetryPolicy(Duration.ofSeconds(1), Duration.ofHours(1), Duration.ofMinutes(15), 500);

  private static final int MOST_DOUBLINGS = 30;

  /** Seven times 15 minutes doubled is more than a day; beyond that a day more says nothing. */
  private static final int MOST_REPEAT_DOUBLINGS = 7;

  /** The wait after so many failed attempts, between half and the whole of the doubled step. */
  public Duration after(long failures, RandomGenerator random) {
    int doublings = (int) Math.min(failures, MOST_DOUBLINGS);
    long step = Math.min(longest.toMillis(), first.toMillis() << doublings);
    return Duration.ofMillis(step / 2 + random.nextLong(step / 2 + 1));
  }

  /** The wait for a transport receipt after so many repeats. */
  public Duration repeatAfter(long repeats) {
    return repeatAfter.multipliedBy(1L << Math.min(repeats, MOST_REPEAT_DOUBLINGS));
  }

  /** No repeat is ever planned later than this. */
  public Duration longestRepeat() {
    return repeatAfter(MOST_REPEAT_DOUBLINGS);
  }
}
