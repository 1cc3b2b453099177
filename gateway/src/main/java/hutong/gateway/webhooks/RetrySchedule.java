package hutong.gateway.webhooks;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;

/**
 * When a webhook that failed is called again, as Standard Webhooks recommends; three days in all.
 */
final class RetrySchedule {

  private static final List<Duration> WAITS =
      List.of(
          Duration.ofSeconds(5),
          Duration.ofMinutes(5),
          Duration.ofMinutes(30),
          Duration.ofHours(2),
          Duration.ofHours(5),
          Duration.ofHours(10),
          Duration.ofHours(14),
          Duration.ofHours(20),
          Duration.ofHours(24));

  private RetrySchedule() {}

  /**
   * The wait after so many failures before this one, up to a tenth longer so that many do not come
   * together; empty if it was the last.
   *
   * @param asked by the receiver; null: nothing
   */
  static Optional<Duration> after(int failures, Duration asked) {
    if (failures >= WAITS.size()) {
      return Optional.empty();
    }
    Duration wait = WAITS.get(failures);
    Duration longer = asked != null && asked.compareTo(wait) > 0 ? asked : wait;
    long jitter = ThreadLocalRandom.current().nextLong(longer.toMillis() / 10 + 1);
    return Optional.of(longer.plusMillis(jitter));
  }
}
