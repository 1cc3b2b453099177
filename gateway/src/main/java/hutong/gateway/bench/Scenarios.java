package hutong.gateway.bench;

import hutong.certs.Suite;
import hutong.certs.Suites;
import java.util.List;

/** All there are. */
final class Scenarios {

  private static final double CPU = 1.6;
  private static final double DECIDED_CPU = 1.8;

  private Scenarios() {}

  /**
   * In the order in which they are run.
   *
   * @param suite of those that are not about a suite; the goals for rates are INTL's
   */
  static List<Scenario> of(Suite suite) {
    Suites suites = Suites.standard();
    Suite sm = suites.byId("SM");
    Suite pq = suites.byId("PQ");
    boolean usual = suite.id().equals("INTL");
    return List.of(
        new LoopScenario("loop", suite, false, false, usual ? Goal.atLeast(1_200) : Goal.NONE, CPU),
        new LoopScenario("decided", suite, false, true, Goal.NONE, DECIDED_CPU),
        new LoopScenario(
            "batches", suite, true, false, usual ? Goal.atLeast(5_000) : Goal.NONE, CPU),
        new LoopScenario("sm", sm, false, false, Goal.NONE, CPU),
        new LoopScenario("sm-batches", sm, true, false, Goal.NONE, CPU),
        new LoopScenario("pq", pq, false, false, Goal.NONE, CPU),
        new LoopScenario("pq-batches", pq, true, false, Goal.NONE, CPU),
        new LatencyScenario(suite),
        new LedgerScenario(suite),
        new DestinationsScenario("regions", sizes -> 34),
        new DestinationsScenario("destinations", Sizes::destinations),
        new BacklogScenario(),
        new StartScenario());
  }
}
