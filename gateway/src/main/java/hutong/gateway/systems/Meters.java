package hutong.gateway.systems;

import io.github.bucket4j.Bucket;
import io.github.bucket4j.ConsumptionProbe;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;

/**
 * Counts what each caller asks for against its limits, in this process. Calls beyond the rate are
 * refused; records of a table or a queue beyond it wait, so that nothing of them is lost.
 */
public final class Meters {

  private static final Duration SECOND = Duration.ofSeconds(1);

  private record Meter(Limits limits, Bucket calls, Bucket records) {}

  private final Function<String, Limits> limits;
  private final Map<String, Meter> meters = new ConcurrentHashMap<>();

  /**
   * @param limits of a registered name, without nulls
   */
  public Meters(Function<String, Limits> limits) {
    this.limits = limits;
  }

  /**
   * What became of one call.
   *
   * @param allowed whether it may go on
   * @param limits of the caller
   * @param left calls that could follow at once
   * @param retryNanos when the next one may come, if this one may not
   * @param fullNanos when the whole burst is there again
   */
  public record Counted(
      boolean allowed, Limits limits, long left, long retryNanos, long fullNanos) {}

  /** Counts one call of a caller. */
  public Counted call(String name) {
    Meter meter = meter(name);
    ConsumptionProbe probe = meter.calls.tryConsumeAndReturnRemaining(1);
    return new Counted(
        probe.isConsumed(),
        meter.limits,
        probe.getRemainingTokens(),
        probe.getNanosToWaitForRefill(),
        probe.getNanosToWaitForReset());
  }

  /** Counts one record if it may come now; else answers how long to wait for it, in nanoseconds. */
  public long record(String name) {
    ConsumptionProbe probe = meter(name).records.tryConsumeAndReturnRemaining(1);
    return probe.isConsumed() ? 0 : Math.max(1, probe.getNanosToWaitForRefill());
  }

  private Meter meter(String name) {
    Limits now = limits.apply(name);
    Meter meter = meters.get(name);
    if (meter == null || !meter.limits.equals(now)) {
      meter = new Meter(now, bucket(now.burst(), now.rate()), bucket(now.records(), now.records()));
      meters.put(name, meter);
    }
    return meter;
  }

  private static Bucket bucket(int burst, int rate) {
    return Bucket.builder()
        .addLimit(limit -> limit.capacity(burst).refillGreedy(rate, SECOND))
        .withNanosecondPrecision()
        .build();
  }
}
