package hutong.gateway.watch;

import hutong.routes.ledger.Destination;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;

/**
 * How the routes of a node stood over the last hours, looked at every few seconds. It is kept in
 * memory: a stop forgets it. What was sent and received is what this process did; what waits is the
 * ledger's. Bounded: of routes on which nothing happens nothing is kept, and of very many those
 * that come first.
 */
public final class RouteHistory {

  /** How far apart samples are, in seconds. */
  public static final int EVERY_SECONDS = 15;

  private static final int MOST_SAMPLES = 4 * 60 * 60 / EVERY_SECONDS;
  private static final int MOST_ROUTES = 500;

  /**
   * How a route stood at an instant.
   *
   * @param waiting counted up to {@link Destination#MOST_COUNTED}
   * @param oldest when the oldest that waits was taken over; null if nothing waits
   * @param sent entries sent there since the sample before
   * @param received records that came from there since the sample before
   */
  public record Sample(
      Instant at,
      Destination.State state,
      long waiting,
      boolean moreWaiting,
      Instant oldest,
      long sent,
      long received) {}

  private final Clock clock;
  private final Instant begun;
  private final Map<String, LongAdder> sent = new ConcurrentHashMap<>();
  private final Map<String, LongAdder> received = new ConcurrentHashMap<>();
  private final Map<String, Deque<Sample>> kept = new HashMap<>();

  public RouteHistory(Clock clock) {
    this.clock = clock;
    this.begun = clock.instant();
  }

  /** Since when it looks. */
  public Instant begun() {
    return begun;
  }

  /** So many entries have left for a node. */
  void sent(String node, int entries) {
    sent.computeIfAbsent(node, any -> new LongAdder()).add(entries);
  }

  /** So many records have come from a node. */
  void received(String node, int records) {
    received.computeIfAbsent(node, any -> new LongAdder()).add(records);
  }

  /** Takes down how all routes stand now. */
  public synchronized void look(List<Destination> standings) {
    Instant now = clock.instant();
    Map<String, Destination> all = new HashMap<>();
    standings.forEach(each -> all.put(each.node(), each));
    received.keySet().forEach(node -> all.computeIfAbsent(node, Destination::quiet));
    for (Destination each : all.values()) {
      Sample sample =
          new Sample(
              now,
              each.state(),
              each.waiting(),
              each.moreWaiting(),
              each.oldest(),
              taken(sent, each.node()),
              taken(received, each.node()));
      keep(each.node(), sample);
    }
  }

  private static long taken(Map<String, LongAdder> counts, String node) {
    LongAdder count = counts.get(node);
    return count == null ? 0 : count.sumThenReset();
  }

  private void keep(String node, Sample sample) {
    boolean quiet =
        sample.waiting() == 0
            && sample.sent() == 0
            && sample.received() == 0
            && sample.state() == Destination.State.UP;
    Deque<Sample> samples = kept.get(node);
    if (samples == null) {
      if (quiet || kept.size() == MOST_ROUTES) {
        return;
      }
      samples = new ArrayDeque<>();
      kept.put(node, samples);
    }
    samples.addLast(sample);
    if (samples.size() > MOST_SAMPLES) {
      samples.removeFirst();
    }
  }

  /** Of one route, the oldest first; empty if nothing has happened on it. */
  public synchronized List<Sample> of(String node) {
    Deque<Sample> samples = kept.get(node);
    return samples == null ? List.of() : new ArrayList<>(samples);
  }
}
