package hutong.gateway.torture;

import java.time.Duration;

/** Says when a number has stayed the same for too long. */
final class Silence {

  private final long longest;
  private long last = Long.MIN_VALUE;
  private long since;

  Silence(Duration longest) {
    this.longest = longest.toNanos();
  }

  boolean lasts(long now) {
    if (now != last) {
      last = now;
      since = System.nanoTime();
    }
    return System.nanoTime() - since > longest;
  }
}
