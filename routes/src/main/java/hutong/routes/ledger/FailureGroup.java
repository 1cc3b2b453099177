package hutong.routes.ledger;

import java.time.Instant;
import java.util.List;

/**
 * What failed for one cause, at one node, with one type.
 *
 * @param outbound whether this node sends the records; false as well for what is in quarantine
 * @param state where the records came to stand: {@code WAITING_RETRY}, {@code SET_ASIDE}, {@code
 *     PARKED}, {@code REJECTED}, {@code EXPIRED} or {@link #QUARANTINED}
 * @param code stable word why; the state itself if nothing more is known
 * @param node the other node; null if none is known
 * @param type null for what is in quarantine
 * @param pointer the field that was refused, without numbers; empty if it was no field
 * @param times how often since first seen; a record that is put off five times counts five times
 * @param open how many records stand so just now and can go on; of one code, node and type
 *     together, whatever the field
 * @param hours how often in each of the last {@value #HOURS} hours, the oldest first
 */
public record FailureGroup(
    boolean outbound,
    String state,
    String code,
    String node,
    String type,
    String pointer,
    long times,
    long open,
    Instant first,
    Instant last,
    List<Long> hours) {

  public static final String QUARANTINED = "QUARANTINED";
  public static final int HOURS = 24;

  public FailureGroup {
    hours = List.copyOf(hours);
  }

  /**
   * Which groups are asked for; null asks for any.
   *
   * @param since seen at that instant or later
   */
  public record Question(Boolean outbound, String code, String node, String type, Instant since) {

    /** All of them. */
    public static final Question ALL = new Question(null, null, null, null, null);
  }
}
