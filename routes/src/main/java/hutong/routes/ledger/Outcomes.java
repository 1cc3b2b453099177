package hutong.routes.ledger;

import java.time.Instant;
import java.util.List;
import java.util.OptionalLong;
import java.util.UUID;

/**
 * What became of records, for each local system that posted them, in the order in which it was
 * written: whoever has read up to a number has missed nothing before it. Kept for 31 days.
 */
public interface Outcomes {

  /**
   * One step that its poster wants to know of.
   *
   * @param number greater than that of every outcome before it
   * @param what the state that the record came to, for example {@code ACCEPTED}
   * @param code why, where there is a code; else null
   */
  record Outcome(long number, UUID id, String type, String what, String code, Instant at) {}

  /** Those behind a number, the oldest first. */
  List<Outcome> after(String system, long number, int max);

  /** A number that everything since an instant stands behind. */
  long since(String system, Instant instant);

  /** Up to which number a system has been told on its queue; empty before the first. */
  OptionalLong toldByQueue(String system);

  void toldByQueue(String system, long number);

  /** The newest number; 0 if there is none. */
  long newest(String system);
}
