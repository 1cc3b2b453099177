package hutong.gateway.console;

import java.util.List;

/** What fails, by cause. */
public record FailuresPage(List<Group> groups) {

  /**
   * What failed for one cause.
   *
   * @param means what has happened, in a sentence
   * @param todo what is to be done
   * @param way to or from the other node
   * @param place the other node, the type and the field
   * @param open how many records stand so just now; empty if that cannot be said
   * @param anyOpen whether there is any
   * @param trend how often in each of the last hours
   * @param trendText the same in words
   * @param path of the records
   * @param retry fields that plan trying them again; empty if that makes no sense
   */
  public record Group(
      String means,
      String todo,
      String code,
      String state,
      String stateText,
      String way,
      String place,
      String pointer,
      String times,
      String open,
      boolean anyOpen,
      String first,
      String last,
      List<Bar> trend,
      String trendText,
      String path,
      List<RecordsPage.Field> retry) {}

  /** One hour of the drawing. */
  public record Bar(int x, int y, int height) {}
}
