package hutong.gateway.dialects;

import java.time.Instant;
import java.util.List;
import java.util.Map;

/**
 * What a version did as shadow, on real records: counts and names of fields.
 *
 * @param compared records
 * @param differing those of them in which anything differs
 * @param against how many were compared with which live version
 * @param lines what differs most first
 * @param others differences that are in no line, as there were too many
 */
public record ShadowReport(
    long compared, long differing, Map<String, Long> against, List<Line> lines, long others) {

  /**
   * One way in which one field differs.
   *
   * @param count records in which this field differs so
   */
  public record Line(
      Direction direction,
      String field,
      Difference.Kind kind,
      long count,
      Instant first,
      Instant last) {}

  static ShadowReport none() {
    return new ShadowReport(0, 0, Map.of(), List.of(), 0);
  }
}
