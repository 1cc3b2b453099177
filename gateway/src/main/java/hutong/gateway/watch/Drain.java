package hutong.gateway.watch;

import hutong.gateway.watch.RouteHistory.Sample;
import hutong.routes.ledger.Destination;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/**
 * When what waits for a node will have gone, if all goes on as in the last minutes.
 *
 * @param clear only for {@link Kind#DRAINS}
 */
public record Drain(Kind kind, Instant clear) {

  private static final Duration LOOKED_AT = Duration.ofMinutes(5);
  private static final int LEAST = 3;
  private static final Duration LONGEST = Duration.ofDays(30);

  /** What can be said. */
  public enum Kind {
    /** Nothing waits. */
    CLEAR,
    /** It becomes less. */
    DRAINS,
    /** It becomes more, or no less. */
    GROWS,
    /** Nothing is sent there at present. */
    STANDS,
    /** It has not been looked at for long enough. */
    UNKNOWN
  }

  /**
   * Judges by how a route stood.
   *
   * <p>As long as all that waits can be counted, by its count. Beyond that by the age of the
   * oldest: if that comes nearer to the present by more than a second a second, it will reach it.
   *
   * @param samples the oldest first
   */
  public static Drain of(Destination now, List<Sample> samples, Instant at) {
    if (now.waiting() == 0) {
      return new Drain(Kind.CLEAR, null);
    }
    if (now.state() != Destination.State.UP && now.state() != Destination.State.DRAINING) {
      return new Drain(Kind.STANDS, null);
    }
    List<Sample> last =
        samples.stream()
            .filter(each -> !each.at().isBefore(at.minus(LOOKED_AT)) && sends(each))
            .toList();
    if (last.size() < LEAST) {
      return new Drain(Kind.UNKNOWN, null);
    }
    Sample first = last.get(0);
    Sample newest = last.get(last.size() - 1);
    double seconds = Duration.between(first.at(), newest.at()).toMillis() / 1_000.0;
    double left =
        first.moreWaiting() || newest.moreWaiting()
            ? byAge(first, newest, seconds)
            : byCount(first, newest, seconds);
    if (left < 0 || left > LONGEST.toSeconds()) {
      return new Drain(Kind.GROWS, null);
    }
    return new Drain(Kind.DRAINS, newest.at().plusMillis((long) (left * 1_000)));
  }

  private static boolean sends(Sample sample) {
    return sample.state() == Destination.State.UP || sample.state() == Destination.State.DRAINING;
  }

  /** Seconds that it takes; negative: never. */
  private static double byCount(Sample first, Sample newest, double seconds) {
    double perSecond = (first.waiting() - newest.waiting()) / seconds;
    return perSecond <= 0 ? -1 : newest.waiting() / perSecond;
  }

  private static double byAge(Sample first, Sample newest, double seconds) {
    if (first.oldest() == null || newest.oldest() == null) {
      return -1;
    }
    double moved = Duration.between(first.oldest(), newest.oldest()).toMillis() / 1_000.0;
    double gained = moved / seconds - 1;
    double behind = Duration.between(newest.oldest(), newest.at()).toMillis() / 1_000.0;
    return gained <= 0 ? -1 : behind / gained;
  }
}
