package hutong.gateway.demo;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/** Asks again until something holds, up to a deadline. */
final class Await {

  private static final long FIRST_NANOS = 5_000_000;
  private static final long LONGEST_NANOS = 100_000_000;

  private Await() {}

  /** Whether it held before the deadline. */
  static boolean until(Duration longest, BooleanSupplier holds) {
    long end = System.nanoTime() + longest.toNanos();
    long pause = FIRST_NANOS;
    while (!holds.getAsBoolean()) {
      if (System.nanoTime() - end > 0) {
        return false;
      }
      LockSupport.parkNanos(pause);
      pause = Math.min(LONGEST_NANOS, pause * 2);
    }
    return true;
  }
}
