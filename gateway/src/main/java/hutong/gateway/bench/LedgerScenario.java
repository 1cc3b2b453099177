package hutong.gateway.bench;

import hutong.certs.Floor;
import hutong.certs.Suite;
import hutong.gateway.demo.people.Region;
import hutong.gateway.history.PastRecords;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** The loop on ledgers that hold much, beside one on empty ones, in turn. */
record LedgerScenario(Suite suite) implements Scenario {

  private static final double SHARE = 0.9;

  @Override
  public String id() {
    return "ledger";
  }

  @Override
  public String about() {
    return suite.id() + ", each signed by itself, on full ledgers and on empty ones in turn";
  }

  @Override
  public List<Finding> run(Run run) throws Exception {
    Sizes sizes = run.sizes();
    Plan plan = Plan.plain(suite, sizes.ahead());
    TwoHomes full = Loop.freshHomes(plan);
    long began = System.nanoTime();
    fill(full, sizes.ledger());
    double seconds = (System.nanoTime() - began) / 1e9;
    List<Double> empty = new ArrayList<>();
    List<Double> filled = new ArrayList<>();
    List<Double> shares = new ArrayList<>();
    Floor floor = run.floor(suite);
    try (Loop beside = new Loop(run.canon(), plan);
        Loop loop = new Loop(run.canon(), plan, full)) {
      awaitExamined();
      beside.warmUp(run.warmUp());
      loop.warmUp(run.warmUp());
      for (int i = 0; i < sizes.repeat(); i++) {
        empty.add(beside.window(floor, sizes.window()).perSecond());
        filled.add(loop.window(floor, sizes.window()).perSecond());
        shares.add(filled.get(i) / empty.get(i));
      }
    }
    return List.of(
        new Finding("share of the empty one's rate", Goal.atLeast(SHARE), Spread.of(shares)),
        new Finding("records/s, full", Goal.NONE, Spread.of(filled)),
        new Finding("records/s, empty", Goal.NONE, Spread.of(empty)),
        new Finding("transfers in each ledger", Goal.NONE, Spread.of(sizes.ledger())),
        new Finding("seconds to fill both", Goal.NONE, Spread.of(seconds)));
  }

  private static void fill(TwoHomes homes, long transfers) {
    String here = Region.JIANGXI.node();
    String there = Region.JIANGSU.node();
    CompletableFuture<Void> other =
        CompletableFuture.runAsync(() -> fill(homes, 1, there, here, transfers));
    fill(homes, 0, here, there, transfers);
    other.join();
  }

  private static void fill(TwoHomes homes, int which, String node, String partner, long transfers) {
    new PastRecords(node, partner, Clock.systemUTC()).fill(homes.homes().get(which), transfers);
  }

  /** A node examines its whole ledger after each start, beside its work; that is not measured. */
  private static void awaitExamined() throws InterruptedException {
    while (Thread.getAllStackTraces().keySet().stream()
        .anyMatch(each -> each.getName().equals("ledger-examination"))) {
      TimeUnit.MILLISECONDS.sleep(100);
    }
  }
}
