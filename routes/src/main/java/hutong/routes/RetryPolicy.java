package hutong.routes;

import java.time.Duration;
import java.util.random.RandomGenerator;

/**
 * When to try again: exponential with jitter.
 *
 * @param first after the first failure
 * @param longest between two attempts
 */
public record RetryPolicy(Duration first, Duration longest) {

  public static final RetryPolicy STANDARD =
      new RetryPolicy(Duration.ofSeconds(1), Duration.ofHours(1));

  /** The wait after so many failed attempts, between half and the whole of the doubled step. */
  public Duration after(int attempts, RandomGenerator random) {
    int doublings = Math.min(attempts, 30);
    long step = Math.min(longest.toMillis(), first.toMillis() << doublings);
    return Duration.ofMillis(step / 2 + random.nextLong(step / 2 + 1));
  }
}
