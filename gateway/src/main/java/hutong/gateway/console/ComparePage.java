package hutong.gateway.console;

import java.util.List;

/**
 * One record as its source's dialect writes it, as it is held, and as its target's writes it.
 *
 * @param from name of the source's dialect; empty for none
 * @param to name of the target's dialect; empty for none
 * @param shown whether what the fields say is shown
 * @param reasons for which it may be
 */
public record ComparePage(
    String id,
    String type,
    List<Choice> sources,
    List<Choice> targets,
    String from,
    String to,
    boolean shown,
    List<Choice> reasons,
    List<Row> rows,
    int changed) {

  /**
   * One field.
   *
   * @param changed whether the target reads it otherwise than it is
   */
  public record Row(String field, String value, List<Side> from, List<Side> to, boolean changed) {}

  /** What it is in a dialect's document. */
  public record Side(String place, String rule, String value) {}
}
