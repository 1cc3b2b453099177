package hutong.gateway.bench;

import java.time.Duration;
import java.util.List;
import picocli.CommandLine.Option;

/** Which scenarios are run, and in which form. */
final class ScenarioOptions {

  private static final int MOST_REPEATS = 100;

  @Option(
      names = "--scenario",
      paramLabel = "ID",
      split = ",",
      description = {
        "measure these: loop, decided, batches, sm, sm-batches, pq, pq-batches, latency, ledger,"
            + " regions, destinations, backlog, start"
      })
  private List<String> ids = List.of();

  @Option(names = "--all", description = "measure all of them, in that order; some twenty minutes")
  private boolean all;

  @Option(
      names = "--brief",
      description = "in a few minutes: shows that everything runs, and not how fast")
  private boolean brief;

  @Option(
      names = "--full",
      description = "with as many transfers, destinations and waiting records as the goals say")
  private boolean full;

  @Option(
      names = "--repeat",
      paramLabel = "N",
      description = "measured stretches of each, for the median and how far they lie (default: 3)")
  private int repeat;

  @Option(
      names = "--ledger-size",
      paramLabel = "N",
      description = "transfers in each full ledger (default: 200000; full form: 10000000)")
  private long ledger;

  @Option(
      names = "--destinations",
      paramLabel = "N",
      description = "members of the largest network (default: 300; full form: 3000)")
  private int destinations;

  boolean given() {
    return all || !ids.isEmpty();
  }

  List<Scenario> chosen(List<Scenario> from) {
    List<String> known = from.stream().map(Scenario::id).toList();
    if (!known.containsAll(ids)) {
      throw new IllegalArgumentException("Scenarios are " + String.join(", ", known));
    }
    return all ? from : from.stream().filter(each -> ids.contains(each.id())).toList();
  }

  /** What was not given, null or 0, is as the form has it. */
  Sizes sizes(Duration warmUp, Duration window, Integer ahead, int backlog) {
    if (repeat < 0 || repeat > MOST_REPEATS) {
      throw new IllegalArgumentException("--repeat is at most " + MOST_REPEATS);
    }
    Sizes usual = brief ? Sizes.BRIEF : full ? Sizes.FULL : Sizes.USUAL;
    return new Sizes(
        warmUp == null ? usual.warmUp() : warmUp,
        warmUp == null || warmUp.compareTo(usual.further()) > 0 ? usual.further() : warmUp,
        window == null ? usual.window() : window,
        repeat > 0 ? repeat : usual.repeat(),
        ahead == null ? usual.ahead() : ahead,
        ledger > 0 ? ledger : usual.ledger(),
        destinations > 1 ? destinations : usual.destinations(),
        backlog > 0 ? backlog : usual.backlog(),
        usual.rest());
  }
}
