package hutong.gateway.dialects;

import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Adds up what differs, bounded in size. Used by one thread at a time. */
final class Tally {
  static final int MOST_LINES = 500;
  private static final int MOST_VERSIONS = 20;

  private record Place(Direction direction, Difference difference) {}

  private record Seen(long count, Instant first, Instant last) {
    Seen plus(Seen other) {
      return new Seen(
          count + other.count,
          first.isBefore(other.first) ? first : other.first,
          last.isAfter(other.last) ? last : other.last);
    }
  }

  private long compared;
  private long differing;
  private long others;
  private final Map<String, Long> against = new TreeMap<>();
  private final Map<Place, Seen> lines = new HashMap<>();

  /** Of one record; what differs in several items of a list counts once. */
  void add(String live, Direction direction, List<Difference> differences, Instant at) {
    compared++;
    differing += differences.isEmpty() ? 0 : 1;
    against(live, 1);
    for (Difference each : new HashSet<>(differences)) {
      line(new Place(direction, each), new Seen(1, at, at));
    }
  }

  void add(ShadowReport report) {
    compared += report.compared();
    differing += report.differing();
    others += report.others();
    report.against().forEach(this::against);
    for (ShadowReport.Line each : report.lines()) {
      line(
          new Place(each.direction(), new Difference(each.field(), each.kind())),
          new Seen(each.count(), each.first(), each.last()));
    }
  }

  private void against(String live, long count) {
    if (against.size() < MOST_VERSIONS || against.containsKey(live)) {
      against.merge(live, count, Long::sum);
    }
  }

  private void line(Place place, Seen seen) {
    if (lines.size() < MOST_LINES || lines.containsKey(place)) {
      lines.merge(place, seen, Seen::plus);
    } else {
      others += seen.count();
    }
  }

  ShadowReport report() {
    List<ShadowReport.Line> sorted =
        lines.entrySet().stream()
            .map(each -> shown(each.getKey(), each.getValue()))
            .sorted(
                Comparator.comparingLong(ShadowReport.Line::count)
                    .reversed()
                    .thenComparing(ShadowReport.Line::field)
                    .thenComparing(ShadowReport.Line::direction)
                    .thenComparing(ShadowReport.Line::kind))
            .toList();
    return new ShadowReport(compared, differing, new TreeMap<>(against), sorted, others);
  }

  private static ShadowReport.Line shown(Place place, Seen seen) {
    return new ShadowReport.Line(
        place.direction(),
        place.difference().field(),
        place.difference().kind(),
        seen.count(),
        seen.first(),
        seen.last());
  }
}
