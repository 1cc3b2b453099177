package hutong.gateway.http;

import hutong.gateway.systems.Meters;
import hutong.gateway.systems.Meters.Counted;

/**
 * Lets a caller make so many calls, and tells it how many are left: {@code RateLimit} and {@code
 * RateLimit-Policy} of the IETF draft on rate-limit header fields, with one quota.
 */
final class CallLimit {

  private static final long SECOND = 1_000_000_000L;

  private final Meters meters;

  CallLimit(Meters meters) {
    this.meters = meters;
  }

  /** Throws {@link ApiCode#RATE_EXCEEDED} if it is one too many. */
  void count(Call call) {
    Counted counted = meters.call(call.asker());
    long window = seconds(counted.limits().burst() * SECOND / counted.limits().rate());
    call.header("RateLimit-Policy", "\"calls\";q=" + counted.limits().burst() + ";w=" + window);
    call.header(
        "RateLimit", "\"calls\";r=" + counted.left() + ";t=" + seconds(counted.fullNanos()));
    if (!counted.allowed()) {
      call.header("Retry-After", Long.toString(seconds(counted.retryNanos())));
      throw new Refused(ApiCode.RATE_EXCEEDED);
    }
  }

  /** Counts one record that is posted by itself. */
  void record(Call call) {
    long wait = meters.record(call.asker());
    if (wait > 0) {
      call.header("Retry-After", Long.toString(seconds(wait)));
      throw new Refused(ApiCode.RATE_EXCEEDED);
    }
  }

  private static long seconds(long nanos) {
    return Math.max(1, (nanos + SECOND - 1) / SECOND);
  }
}
