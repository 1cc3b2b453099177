package hutong.gateway.torture;

import java.util.Random;

/**
 * One kill of the plan, with what goes before it. All of it follows from the seed; what the nodes'
 * threads do at that moment does not.
 *
 * @param afterMillis of load before the first fault
 * @param victim index of the process, to be taken modulo their number
 * @param road index of the proxy, likewise
 * @param lengthMillis how long the lesser fault lasts
 * @param when the kill falls
 * @param lastMillis from the first work after the lesser fault until the kill, if it falls there
 */
record Blow(
    int afterMillis,
    int victim,
    Lesser lesser,
    int road,
    int lengthMillis,
    When when,
    int lastMillis) {

  /** What is wrong already when the kill comes. */
  enum Lesser {
    NONE,
    CUT,
    HALF_OPEN,
    DELAY,
    PAUSE
  }

  /** Where the kill falls. */
  enum When {
    /** Into a fault that is anywhere. */
    DURING,
    /** Into the victim's work on what a fault of its own has held up. */
    AFTER
  }

  private static final int LONGEST_LOAD = 2_500;
  private static final int LONGEST_FAULT = 1_500;
  private static final int LONGEST_WORK = 60;
  private static final int MANY = 1 << 16;

  /** Beyond what databases, brokers and other replicas wait for somebody. */
  private static final int LONG_PAUSE = 12_000;

  private static final int LONG_PAUSE_ONE_IN = 4;

  static Blow next(Random random) {
    Lesser lesser = one(Lesser.values(), random);
    boolean longest = lesser == Lesser.PAUSE && random.nextInt(LONG_PAUSE_ONE_IN) == 0;
    return new Blow(
        300 + random.nextInt(LONGEST_LOAD),
        random.nextInt(MANY),
        lesser,
        random.nextInt(MANY),
        longest ? LONG_PAUSE : 100 + random.nextInt(LONGEST_FAULT),
        one(When.values(), random),
        random.nextInt(LONGEST_WORK));
  }

  private static <T> T one(T[] all, Random random) {
    return all[random.nextInt(all.length)];
  }
}
