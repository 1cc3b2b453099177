package hutong.gateway.systems;

/**
 * How much a local system or an operator may ask of a node; null: as is usual here.
 *
 * @param rate calls a second, in the long run
 * @param burst calls at once after a silence
 * @param records records a second, whatever they come by
 * @param backlog records that no receipt has come for yet
 */
public record Limits(Integer rate, Integer burst, Integer records, Integer backlog) {

  /** So much is no limit. */
  public static final int NONE = 100_000_000;

  /** Nothing said. */
  public static final Limits USUAL = new Limits(null, null, null, null);

  public Limits {
    for (Integer each : new Integer[] {rate, burst, records, backlog}) {
      if (each != null && (each < 1 || each > NONE)) {
        throw new RegistrationRefused(RegistrationRefused.Why.LIMIT_INVALID);
      }
    }
  }

  /** These, and what they leave open from others. */
  public Limits over(Limits usual) {
    return new Limits(
        rate == null ? usual.rate : rate,
        burst == null ? usual.burst : burst,
        records == null ? usual.records : records,
        backlog == null ? usual.backlog : backlog);
  }
}
