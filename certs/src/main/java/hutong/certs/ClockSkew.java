package hutong.certs;

import java.time.Duration;

/** How far clocks of two parties may be apart. */
public final class ClockSkew {

  public static final Duration ALLOWED = Duration.ofMinutes(5);

  private ClockSkew() {}
}
