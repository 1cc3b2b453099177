package hutong.gateway.batches;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.util.EnumSet;
import java.util.Set;
import java.util.UUID;

/**
 * One kept table, and how far it is; nothing of what stands in it.
 *
 * @param clock what its writer's clock said when it was left here; null if nothing was said
 * @param sha256 of its content, in hex
 * @param rejectAll whether nothing is posted while any row is refused
 * @param chinese in which language it is answered
 * @param cause stable word: why it failed; else null
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Batch(
    UUID id,
    String system,
    String dialect,
    boolean rejectAll,
    boolean chinese,
    String clock,
    State state,
    long bytes,
    String sha256,
    Instant created,
    Instant changed,
    int rows,
    int taken,
    int replayed,
    int refused,
    String cause) {

  /** How far it is. */
  public enum State {
    RECEIVED,
    RUNNING,
    /** Every row that could be was posted. */
    DONE,
    /** Nothing was posted: a row was refused, or it is no such table. */
    REJECTED,
    /** It can't be worked off; its sender may send it again. */
    FAILED,
    CANCELLED
  }

  private static final Set<State> OPEN = EnumSet.of(State.RECEIVED, State.RUNNING);

  public boolean open() {
    return OPEN.contains(state);
  }

  Batch in(State next, String why, Instant now) {
    return new Batch(
        id, system, dialect, rejectAll, chinese, clock, next, bytes, sha256, created, now, rows,
        taken, replayed, refused, why);
  }

  Batch counted(int all, int posted, int known, int wrong) {
    return new Batch(
        id, system, dialect, rejectAll, chinese, clock, state, bytes, sha256, created, changed, all,
        posted, known, wrong, cause);
  }
}
