package hutong.gateway.bench;

import hutong.certs.Suite;
import java.util.ArrayList;
import java.util.List;
import java.util.function.ToDoubleFunction;

/**
 * The whole loop, as fast as it goes.
 *
 * @param batches whether many records share a signature
 * @param decided whether the recipient's system accepts each record
 * @param rate goal for records a second
 * @param cpu goal for the processor time, in floors
 */
record LoopScenario(String id, Suite suite, boolean batches, boolean decided, Goal rate, double cpu)
    implements Scenario {

  @Override
  public String about() {
    return suite.id()
        + (batches ? ", in batches" : ", each signed by itself")
        + (decided ? ", each accepted by the recipient's system" : "");
  }

  @Override
  public List<Finding> run(Run run) throws Exception {
    List<Window> windows = new ArrayList<>();
    Plan plan = new Plan(suite, batches, decided, run.sizes().ahead());
    try (Loop loop = new Loop(run.canon(), plan)) {
      loop.warmUp(run.warmUp());
      for (int i = 0; i < run.sizes().repeat(); i++) {
        windows.add(loop.window(run.floor(suite), run.sizes().window()));
      }
    }
    double floor = spread(windows, Window::floorMs).median();
    return List.of(
        new Finding("records/s", rate, spread(windows, Window::perSecond)),
        new Finding(
            "CPU a record, ms", Goal.timesFloor(cpu), spread(windows, Window::cpuMs), floor),
        new Finding("CPU without clients, ms", Goal.NONE, spread(windows, Window::nodeMs), floor),
        new Finding("without receipt", Goal.atMost(0), spread(windows, Window::missing)));
  }

  private static Spread spread(List<Window> windows, ToDoubleFunction<Window> figure) {
    return Spread.of(windows.stream().map(figure::applyAsDouble).toList());
  }
}
