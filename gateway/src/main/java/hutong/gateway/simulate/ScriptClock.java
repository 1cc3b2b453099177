package hutong.gateway.simulate;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;

/** The peer's own clock, off by as much as its script says at this moment. */
final class ScriptClock extends Clock {

  private final Clock right;
  private final Script script;

  ScriptClock(Clock right, Script script) {
    this.right = right;
    this.script = script;
  }

  @Override
  public Instant instant() {
    return right.instant().plus(script.now().clock());
  }

  @Override
  public ZoneId getZone() {
    return ZoneOffset.UTC;
  }

  @Override
  public Clock withZone(ZoneId zone) {
    throw new UnsupportedOperationException("a node's clock has no zone");
  }
}
