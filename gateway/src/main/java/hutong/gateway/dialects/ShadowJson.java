package hutong.gateway.dialects;

import java.io.IOException;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/** What a version did as shadow, as a file. */
final class ShadowJson {

  private record Line(
      Direction direction,
      String field,
      Difference.Kind kind,
      long count,
      String first,
      String last) {}

  private record Report(
      long compared, long differing, Map<String, Long> against, List<Line> lines, long others) {}

  private final Json json = new Json();

  byte[] write(ShadowReport report) throws IOException {
    return json.write(
        new Report(
            report.compared(),
            report.differing(),
            report.against(),
            report.lines().stream()
                .map(
                    each ->
                        new Line(
                            each.direction(),
                            each.field(),
                            each.kind(),
                            each.count(),
                            each.first().toString(),
                            each.last().toString()))
                .toList(),
            report.others()));
  }

  ShadowReport read(byte[] bytes) throws IOException {
    Report found = json.read(bytes, Report.class);
    try {
      return new ShadowReport(
          found.compared(),
          found.differing(),
          Map.copyOf(found.against()),
          found.lines().stream().map(ShadowJson::line).toList(),
          found.others());
    } catch (DateTimeException | NullPointerException wrong) {
      throw new IOException("something is missing, or a moment in it is none", wrong);
    }
  }

  private static ShadowReport.Line line(Line from) {
    return new ShadowReport.Line(
        from.direction(),
        from.field(),
        from.kind(),
        from.count(),
        Instant.parse(from.first()),
        Instant.parse(from.last()));
  }
}
