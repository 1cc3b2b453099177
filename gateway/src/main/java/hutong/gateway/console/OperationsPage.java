package hutong.gateway.console;

import java.util.List;

/** The newest operations on many records. */
public record OperationsPage(List<Line> lines) {

  /**
   * One of them.
   *
   * @param what it does, to how many
   * @param state word
   * @param stateText the same for people
   * @param share of the whole that was looked at, in thousandths
   * @param skipped how many were not done; empty for none
   */
  public record Line(
      String id,
      String what,
      String state,
      String stateText,
      int share,
      String looked,
      String done,
      String skipped,
      String by,
      String planned) {}
}
