package hutong.gateway.bench;

import java.util.Arrays;

/** All that was measured of one stretch, to the nanosecond, in order. */
final class Latencies {

  private final long[] nanos;

  Latencies(long[] nanos) {
    this.nanos = nanos.clone();
    Arrays.sort(this.nanos);
  }

  int count() {
    return nanos.length;
  }

  /** The smallest that so large a share does not exceed; 0 if there are none. */
  double percentileMs(double share) {
    if (nanos.length == 0) {
      return 0;
    }
    int rank = (int) Math.ceil(share * nanos.length);
    return nanos[Math.min(nanos.length, Math.max(1, rank)) - 1] / 1e6;
  }
}
