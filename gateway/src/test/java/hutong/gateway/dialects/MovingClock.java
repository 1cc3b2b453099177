package hutong.gateway.dialects;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;

/** Stands still until a test moves it. */
final class MovingClock extends Clock {
  private volatile Instant now;

  MovingClock(String now) {
    this.now = Instant.parse(now);
  }

  void to(String moment) {
    now = Instant.parse(moment);
  }

  void on(Duration further) {
    now = now.plus(further);
  }

  @Override
  public Instant instant() {
    return now;
  }

  @Override
  public ZoneId getZone() {
    return ZoneOffset.UTC;
  }

  @Override
  public Clock withZone(ZoneId zone) {
    throw new UnsupportedOperationException();
  }
}
