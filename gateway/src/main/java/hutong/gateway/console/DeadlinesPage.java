package hutong.gateway.console;

import java.util.List;

/**
 * Answers that are owed, or came late.
 *
 * @param csv where the same is a file
 * @param next where the list goes on; null at its end
 * @param first where it begins; null at its beginning
 */
public record DeadlinesPage(
    List<Choice> flags,
    List<Choice> directions,
    List<Choice> nodes,
    List<Choice> types,
    boolean filtered,
    List<Row> rows,
    String csv,
    String next,
    String first) {

  /**
   * One of them.
   *
   * @param flag word of {@code AnswerClock.Flag}
   * @param left until it is due, or since
   * @param other the other node, by id and name
   * @param urged what this node, or the other, has done about it; empty for nothing
   */
  public record Row(
      String id,
      String flag,
      String due,
      String left,
      boolean outbound,
      String other,
      String type,
      boolean urgent,
      String state,
      String urged) {}
}
