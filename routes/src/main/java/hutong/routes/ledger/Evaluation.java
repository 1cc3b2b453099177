package hutong.routes.ledger;

import java.util.List;

/**
 * What the deciding office found when it compared a record with its own books.
 *
 * @param deviations JSON Pointers of the fields that differ; never what they say
 */
public record Evaluation(boolean matched, List<String> deviations) {

  /** As many as a receipt holds. */
  public static final int MOST_DEVIATIONS = 16;
}
