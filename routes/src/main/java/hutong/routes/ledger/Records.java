package hutong.routes.ledger;

import java.time.Instant;
import java.util.List;
import java.util.UUID;

/**
 * Finds records among however many, for operators. Every answer costs what it shows, not what the
 * ledger holds.
 */
public interface Records {

  /** Bounds a list of ids. */
  int MOST_IDS = 1_000;

  /** Bounds a page. */
  int MOST_SHOWN = 500;

  /**
   * What a filter names, the newest first. A search stops where it has looked at enough without
   * finding a page full; the page then says how far it came.
   *
   * @param after where the page before ended; null: from the newest on
   */
  RecordPage search(RecordFilter filter, RecordPage.Cursor after, int max);

  /** Those of these ids that are here, on whichever side, in the order of the ids. */
  List<RecordHit> find(List<UUID> ids);

  /** What fails, by cause; the most open first, then the newest. */
  List<FailureGroup> failures(FailureGroup.Question question, int max, Instant now);
}
