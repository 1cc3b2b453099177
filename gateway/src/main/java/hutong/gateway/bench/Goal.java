package hutong.gateway.bench;

/**
 * What a figure ought to be on two processors.
 *
 * @param bound in the figure's own unit, or in floors; without meaning where there is no goal
 */
record Goal(Sense sense, double bound) {

  /** Which side of the bound is the good one. */
  enum Sense {
    AT_LEAST,
    AT_MOST,
    /** At most so many times the floor. */
    TIMES_FLOOR,
    /** Reported, and left to whoever reads it. */
    NONE
  }

  static final Goal NONE = new Goal(Sense.NONE, 0);

  static Goal atLeast(double bound) {
    return new Goal(Sense.AT_LEAST, bound);
  }

  static Goal atMost(double bound) {
    return new Goal(Sense.AT_MOST, bound);
  }

  static Goal timesFloor(double bound) {
    return new Goal(Sense.TIMES_FLOOR, bound);
  }

  /**
   * Whether a figure is as it ought to be; null if there is nothing to say.
   *
   * @param floor null if it has none
   */
  Boolean met(double measured, Double floor) {
    return switch (sense) {
      case AT_LEAST -> measured >= bound;
      case AT_MOST -> measured <= bound;
      case TIMES_FLOOR -> floor == null ? null : measured <= bound * floor;
      case NONE -> null;
    };
  }

  @Override
  public String toString() {
    return switch (sense) {
      case AT_LEAST -> ">= " + Figure.text(bound);
      case AT_MOST -> "<= " + Figure.text(bound);
      case TIMES_FLOOR -> "<= " + Figure.text(bound) + " x floor";
      case NONE -> "reported";
    };
  }
}
