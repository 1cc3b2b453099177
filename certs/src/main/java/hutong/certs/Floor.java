package hutong.certs;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.security.GeneralSecurityException;
import java.util.EnumMap;
import java.util.Map;

/**
 * What each primitive costs by itself: CPU time of the fastest provider, measured warm, in this
 * process. What {@link Operations} counted, priced with it, is the least that a run could have
 * cost.
 */
public final class Floor {

  /**
   * The cost of a primitive, linear in the octets.
   *
   * @param provider the fastest
   * @param micros µs of CPU for one operation over {@code bytes} octets
   * @param perByte µs of CPU for each octet more or less; 0 where length is fixed
   */
  public record Cost(String provider, double micros, int bytes, double perByte) {

    double of(Operations.Count count) {
      return count.calls() * micros + (count.bytes() - (double) count.calls() * bytes) * perByte;
    }
  }

  private static final long WARM_NANOS = 150_000_000;
  private static final long ROUND_NANOS = 2_000_000;
  private static final int ROUNDS = 60;
  private static final int SMALL = 64;

  private final Map<Operation, Cost> costs;

  private Floor(Map<Operation, Cost> costs) {
    this.costs = costs;
  }

  /** Measures every primitive of the suite; takes some seconds of one processor. */
  public static Floor measure(Suite suite, int contentBytes) {
    Floor floor = new Floor(new EnumMap<>(Operation.class));
    for (Suite.Candidate candidate : suite.candidates(contentBytes)) {
      double micros = floor.time(candidate);
      Cost best = floor.costs.get(candidate.operation());
      if (best == null || micros < best.micros()) {
        floor.costs.put(
            candidate.operation(), new Cost(candidate.provider(), micros, candidate.bytes(), 0));
      }
    }
    for (Suite.Candidate candidate : suite.candidates(SMALL)) {
      Cost best = floor.costs.get(candidate.operation());
      if (candidate.bytes() != best.bytes() && candidate.provider().equals(best.provider())) {
        double slope = (best.micros() - floor.time(candidate)) / (best.bytes() - candidate.bytes());
        floor.costs.put(
            candidate.operation(),
            new Cost(best.provider(), best.micros(), best.bytes(), Math.max(0, slope)));
      }
    }
    return floor;
  }

  public Map<Operation, Cost> costs() {
    return Map.copyOf(costs);
  }

  /** µs of CPU that these operations cost at the least. */
  public double micros(Map<Operation, Operations.Count> counts) {
    double sum = 0;
    for (Map.Entry<Operation, Operations.Count> entry : counts.entrySet()) {
      if (entry.getValue().calls() > 0) {
        Cost cost = costs.get(entry.getKey());
        if (cost == null) {
          throw new IllegalStateException("not measured: " + entry.getKey());
        }
        sum += cost.of(entry.getValue());
      }
    }
    return sum;
  }

  /** The best of several rounds: what is above it is the machine's noise. */
  private double time(Suite.Candidate candidate) {
    ThreadMXBean threads = ManagementFactory.getThreadMXBean();
    try {
      round(threads, candidate, WARM_NANOS);
      double best = Double.MAX_VALUE;
      for (int i = 0; i < ROUNDS; i++) {
        best = Math.min(best, round(threads, candidate, ROUND_NANOS));
      }
      return best;
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("a primitive of this suite does not run", e);
    }
  }

  private double round(ThreadMXBean threads, Suite.Candidate candidate, long nanos)
      throws GeneralSecurityException {
    long start = threads.getCurrentThreadCpuTime();
    long runs = 0;
    int ran = 0;
    long used;
    do {
      for (int i = 0; i < 20; i++) {
        if (candidate.run().once() != null) {
          ran++;
        }
      }
      runs += 20;
      used = threads.getCurrentThreadCpuTime() - start;
    } while (used < nanos);
    if (ran != runs) {
      throw new IllegalStateException("a primitive gave nothing");
    }
    return used / 1000.0 / runs;
  }
}
