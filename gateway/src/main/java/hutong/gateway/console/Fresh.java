package hutong.gateway.console;

import java.time.Duration;
import java.util.function.Supplier;

/**
 * Something asked for anew when it is older than a span: whoever looks meanwhile is shown the same,
 * so that many who look cost as much as one.
 */
final class Fresh<T> {

  private final Supplier<T> asked;
  private final long nanos;
  private T value;
  private long at;

  Fresh(Duration span, Supplier<T> asked) {
    this.nanos = span.toNanos();
    this.asked = asked;
  }

  synchronized T get() {
    long now = System.nanoTime();
    if (value == null || now - at > nanos) {
      value = asked.get();
      at = now;
    }
    return value;
  }

  /** What somebody has just done is seen by the next who looks. */
  synchronized void stale() {
    value = null;
  }
}
