package hutong.gateway.bench;

import hutong.certs.Floor;
import hutong.certs.Suite;
import java.util.ArrayList;
import java.util.List;

/**
 * How long a record takes from when it was to be posted to its verified receipt, at half of what
 * the machine can do: that is measured first.
 */
record LatencyScenario(Suite suite) implements Scenario {

  private static final double LOAD = 0.5;

  @Override
  public String id() {
    return "latency";
  }

  @Override
  public String about() {
    return suite.id() + ", each signed by itself, at half of the rate just measured";
  }

  @Override
  public List<Finding> run(Run run) throws Exception {
    List<Double> middle = new ArrayList<>();
    List<Double> late = new ArrayList<>();
    List<Double> rates = new ArrayList<>();
    Sizes sizes = run.sizes();
    Floor floor = run.floor(suite);
    try (Loop loop = new Loop(run.canon(), Plan.plain(suite, sizes.ahead()))) {
      loop.warmUp(run.warmUp());
      double rate = LOAD * loop.window(floor, sizes.window()).perSecond();
      for (int i = 0; i < sizes.repeat(); i++) {
        rates.add(loop.window(floor, rate, sizes.window()).perSecond());
        Latencies latencies = loop.latencies(Integer.MAX_VALUE);
        middle.add(latencies.percentileMs(0.50));
        late.add(latencies.percentileMs(0.99));
      }
    }
    return List.of(
        new Finding("p50, ms", Goal.atMost(15), Spread.of(middle)),
        new Finding("p99, ms", Goal.atMost(60), Spread.of(late)),
        new Finding("records/s meanwhile", Goal.NONE, Spread.of(rates)));
  }
}
