package hutong.certs;

import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.atomic.LongAdder;

/**
 * Counts the primitive operations performed, and the octets they ran over; safe for all threads.
 */
public final class Operations {

  /**
   * How often, and over how many octets in all.
   *
   * @param calls number of operations
   * @param bytes octets processed by them
   */
  public record Count(long calls, long bytes) {

    public Count minus(Count earlier) {
      return new Count(calls - earlier.calls, bytes - earlier.bytes);
    }
  }

  private record Adders(LongAdder calls, LongAdder bytes) {}

  private final Map<Operation, Adders> adders = new EnumMap<>(Operation.class);

  public Operations() {
    for (Operation operation : Operation.values()) {
      adders.put(operation, new Adders(new LongAdder(), new LongAdder()));
    }
  }

  public void count(Operation operation, long octets) {
    Adders of = adders.get(operation);
    of.calls().increment();
    of.bytes().add(octets);
  }

  public Count count(Operation operation) {
    Adders of = adders.get(operation);
    return new Count(of.calls().sum(), of.bytes().sum());
  }

  /** All counts now; operations under way may be in it or not. */
  public Map<Operation, Count> snapshot() {
    Map<Operation, Count> all = new EnumMap<>(Operation.class);
    for (Operation operation : Operation.values()) {
      all.put(operation, count(operation));
    }
    return all;
  }
}
