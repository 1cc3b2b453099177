package hutong.gateway.console;

import hutong.routes.ledger.Ledger;
import hutong.routes.ledger.RecordFilter;
import hutong.routes.ledger.RecordHit;
import hutong.routes.ledger.TimelineEntry;
import hutong.routes.ledger.Viewer;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;

/**
 * How long records took from being taken over to the receipt of their recipient's node.
 *
 * @param records how many were looked at, the newest
 * @param median of them; null if there is none
 * @param most of 95 in a hundred
 */
record Latency(int records, Duration median, Duration most) {

  private static final int LOOKED_AT = 40;
  private static final Set<String> RECEIPTED = Set.of("DELIVERED", "ACCEPTED", "REJECTED");
  private static final Viewer OPERATOR = new Viewer.Operator();

  /** Of a node's newest records that have their receipt. */
  static Latency of(Ledger ledger, String node) {
    RecordFilter filter = new RecordFilter(true, RECEIPTED, node, null, null, null, null, null);
    List<Duration> took =
        ledger.records().search(filter, null, LOOKED_AT).hits().stream()
            .map(RecordHit::view)
            .map(each -> took(ledger.timeline(each.facts().id(), OPERATOR)))
            .filter(each -> each != null)
            .sorted()
            .toList();
    return took.isEmpty()
        ? new Latency(0, null, null)
        : new Latency(took.size(), at(took, 0.5), at(took, 0.95));
  }

  private static Duration at(List<Duration> sorted, double share) {
    return sorted.get((int) Math.ceil(share * sorted.size()) - 1);
  }

  private static Duration took(List<TimelineEntry> timeline) {
    Instant begun = null;
    for (TimelineEntry each : timeline) {
      if (each.what().equals("SUBMITTED") && begun == null) {
        begun = each.at();
      } else if (RECEIPTED.contains(each.what())) {
        return begun == null ? null : Duration.between(begun, each.at());
      }
    }
    return null;
  }
}
