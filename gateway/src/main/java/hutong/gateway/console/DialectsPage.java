package hutong.gateway.console;

import java.util.List;

/** The dialects, and what their next versions do differently. */
public record DialectsPage(List<Row> dialects, List<Shadow> shadows) {

  /** A dialect. */
  public record Row(
      String name, String title, Version live, Version planned, Version shadow, String fault) {}

  /** A version, and from when. */
  public record Version(String version, String from) {}

  /**
   * What a version does as shadow.
   *
   * @param share of the records in which anything differs, in thousandths
   * @param others differences that are told of in no line
   */
  public record Shadow(
      String name,
      String version,
      String compared,
      String differing,
      int share,
      List<Line> lines,
      long others) {}

  /** One way in which one field differs. */
  public record Line(
      String direction, String field, String kind, String count, int share, String last) {}
}
