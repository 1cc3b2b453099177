package hutong.routes.ledger;

import java.time.Instant;
import java.util.List;

/**
 * A page of what a search found.
 *
 * @param next where the search goes on; null if it came to its end
 */
public record RecordPage(List<RecordHit> hits, Cursor next) {

  /**
   * A place in the order of creation.
   *
   * @param created milliseconds since 1970
   */
  public record Cursor(long created, long key) {}

  /** Everything that was created after this was searched; null if everything was. */
  public Instant searchedTo() {
    return next == null ? null : Instant.ofEpochMilli(next.created);
  }
}
