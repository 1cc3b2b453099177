package hutong.gateway.simulate;

import hutong.schemas.RejectionCode;
import java.time.Duration;

/**
 * How the peer behaves for a while; shares are from 0 to 1.
 *
 * @param lasting how long; null: for ever, or until so many messages
 * @param messages after how many of its messages it ends; null: never
 * @param duplicate share of its messages that it sends twice
 * @param corrupt share in which it flips one bit
 * @param truncate share that it cuts off in the middle
 * @param swallow share that it takes for sent and does not send
 * @param delay how long it waits before each message
 * @param clock how far its clock is off: what it sends is from then, and expires by then
 * @param refuse share of records that its desk rejects
 * @param code with which it does
 * @param ignore share of records that its desk never decides
 * @param decideAfter how long its desk takes
 */
record Act(
    Duration lasting,
    Long messages,
    double duplicate,
    double corrupt,
    double truncate,
    double swallow,
    Duration delay,
    Duration clock,
    double refuse,
    RejectionCode code,
    double ignore,
    Duration decideAfter) {

  private static final Duration LONGEST = Duration.ofDays(400);

  Act {
    share("duplicate", duplicate);
    share("corrupt", corrupt);
    share("truncate", truncate);
    share("swallow", swallow);
    share("refuse", refuse);
    share("ignore", ignore);
    delay = bounded("delay", delay, false);
    clock = bounded("clock", clock, true);
    decideAfter = bounded("decideAfter", decideAfter, false);
    code = code == null ? RejectionCode.IMPLAUSIBLE : code;
    if (lasting != null && (lasting.isNegative() || lasting.isZero())) {
      throw new IllegalArgumentException("lasting: a duration above zero, such as PT1M");
    }
    if (messages != null && messages < 1) {
      throw new IllegalArgumentException("messages: 1 or more");
    }
  }

  private static void share(String name, double share) {
    if (!(share >= 0 && share <= 1)) {
      throw new IllegalArgumentException(name + ": a share from 0 to 1");
    }
  }

  private static Duration bounded(String name, Duration duration, boolean either) {
    if (duration == null) {
      return Duration.ZERO;
    }
    if (duration.abs().compareTo(LONGEST) > 0 || (duration.isNegative() && !either)) {
      throw new IllegalArgumentException(name + ": a duration of at most 400 days, such as PT5S");
    }
    return duration;
  }
}
