package hutong.routes;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;

/**
 * Bounds what a partner can make this node do: so many at once, then one more in every step. To be
 * asked about members of the directory only, which bounds what it remembers.
 */
public final class RateLimit {

  private record Left(double tokens, Instant at) {}

  private final int burst;
  private final Duration step;
  private final Clock clock;
  private final Map<String, Left> partners = new HashMap<>();

  public RateLimit(int burst, Duration step, Clock clock) {
    this.burst = burst;
    this.step = step;
    this.clock = clock;
  }

  /** Whether one more is allowed now; if so, it is counted. */
  public synchronized boolean allows(String partner) {
    Instant now = clock.instant();
    Left before = partners.getOrDefault(partner, new Left(burst, now));
    long passed = Math.max(0, Duration.between(before.at, now).toMillis());
    double tokens = Math.min(burst, before.tokens + (double) passed / step.toMillis());
    boolean allowed = tokens >= 1;
    partners.put(partner, new Left(allowed ? tokens - 1 : tokens, now));
    return allowed;
  }
}
