package hutong.gateway.console;

import hutong.certs.Directory;
import hutong.certs.Member;
import hutong.routes.ledger.Destination;
import hutong.routes.ledger.Tally;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** How this node stands towards each other one, in both directions. */
final class RouteStandings {

  private static final Duration LATE = Duration.ofMinutes(5);
  private static final Duration STUCK = Duration.ofMinutes(15);

  /**
   * One other node.
   *
   * @param here records that came from there and that nobody here has taken over or decided
   * @param parked how many of those wait for a person here
   * @param oldestHere when the oldest of those was created; null if there is none
   */
  record Standing(Destination there, long here, long parked, Instant oldestHere) {

    /** 0 calm, 1 late, 2 stuck; what somebody wants to stand still is calm. */
    int grade(Instant now) {
      Instant oldest = there.oldest();
      boolean meant =
          there.state() == Destination.State.PAUSED
              || there.state() == Destination.State.PLANNED_OUTAGE;
      if (oldest == null || meant) {
        return 0;
      }
      Duration age = Duration.between(oldest, now);
      return age.compareTo(STUCK) > 0 ? 2 : age.compareTo(LATE) > 0 ? 1 : 0;
    }
  }

  private RouteStandings() {}

  /** Of every member but this node, and of whoever has traffic; by id. */
  static List<Standing> of(ConsoleParts parts) {
    Directory directory = parts.directory().get();
    Map<String, Destination> there = new TreeMap<>();
    directory.members().stream()
        .map(Member::id)
        .forEach(id -> there.put(id, Destination.quiet(id)));
    parts.ledger().standings().forEach(each -> there.put(each.node(), each));
    there.remove(parts.node());
    Map<String, long[]> here = new TreeMap<>();
    Map<String, Instant> oldest = new TreeMap<>();
    for (Tally each : parts.ledger().tally()) {
      boolean open =
          !each.outbound()
              && each.partner() != null
              && List.of("RECEIVED", "OFFERED", "PARKED").contains(each.state());
      if (open) {
        long[] counts = here.computeIfAbsent(each.partner(), any -> new long[2]);
        counts[0] += each.count();
        counts[1] += each.state().equals("PARKED") ? each.count() : 0;
        oldest.merge(each.partner(), each.oldest(), (a, b) -> a.isBefore(b) ? a : b);
      }
    }
    here.keySet().forEach(id -> there.computeIfAbsent(id, Destination::quiet));
    List<Standing> all = new ArrayList<>();
    there.forEach(
        (id, destination) -> {
          long[] counts = here.getOrDefault(id, new long[2]);
          all.add(new Standing(destination, counts[0], counts[1], oldest.get(id)));
        });
    return all;
  }
}
