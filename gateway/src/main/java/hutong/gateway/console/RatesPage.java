package hutong.gateway.console;

import java.util.List;

/**
 * How much was answered in time.
 *
 * @param counted when; null while it is being counted for the first time
 * @param told which columns tell the groups apart: {@code node}, {@code type}, {@code day}
 * @param charts of days; empty if days are not told apart
 * @param again where the page looks itself up again
 */
public record RatesPage(
    String from,
    String to,
    List<Choice> by,
    String counted,
    List<String> told,
    List<Chart> charts,
    List<Row> rows,
    int more,
    String csv,
    String again) {

  public boolean tells(String column) {
    return told.contains(column);
  }

  /**
   * Shares over the days, as columns.
   *
   * @param about who answers
   * @param says the same in words
   * @param width of the picture; each day is 10 wide
   */
  public record Chart(String about, String says, int width, List<Column> columns) {}

  /**
   * One day.
   *
   * @param height of 100
   */
  public record Column(int at, int height, String says) {}

  /** One group. */
  public record Row(
      boolean outbound,
      String node,
      String type,
      String day,
      String delivered,
      Share timeliness,
      Share acceptance,
      Share feedback,
      Share match,
      Share accuracy) {}

  /**
   * A share.
   *
   * @param known whether there is any
   * @param percent as people write it, rounded down
   * @param thousandths the same to draw
   * @param of as 39/40
   */
  public record Share(boolean known, String percent, int thousandths, String of) {}
}
