package hutong.gateway.bench;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * From launching a node's process until it says that it is ready, and what it takes when it has
 * nothing to do. The first start, which makes its files, is not counted; where Java knows caches of
 * compiled classes, it makes one for the others.
 */
record StartScenario() implements Scenario {

  private static final String HEAP = "512m";
  private static final int RESIDENT_MB = 400;
  private static final int KNOWS_CACHES = 25;

  @Override
  public String id() {
    return "start";
  }

  @Override
  public String about() {
    return "from launching a node to ready, and its memory at rest";
  }

  @Override
  public List<Finding> run(Run run) throws Exception {
    List<Double> seconds = new ArrayList<>();
    List<Double> resident = new ArrayList<>();
    try (TwoHomes homes = TwoHomes.make("360000", "320000")) {
      Path cache = homes.folder().resolve("node.aot");
      boolean caches = Runtime.version().feature() >= KNOWS_CACHES;
      try (BoundedNode first =
          node(homes, caches ? List.of("-XX:AOTCacheOutput=" + cache) : List.of())) {
        first.start(TwoProcesses.PATIENCE);
        first.stop();
      }
      List<String> options = Files.exists(cache) ? List.of("-XX:AOTCache=" + cache) : List.of();
      for (int i = 0; i < run.sizes().repeat(); i++) {
        try (BoundedNode node = node(homes, options)) {
          seconds.add(node.start(TwoProcesses.PATIENCE).toMillis() / 1e3);
          rest(run.sizes().rest());
          resident.add((double) node.residentMb());
          node.stop();
        }
      }
      return List.of(
          new Finding(
              options.isEmpty() ? "ready after, s" : "ready after, s, with a cache",
              Goal.atMost(caches ? 3 : 5),
              Spread.of(seconds)),
          new Finding("resident at rest, MB", Goal.atMost(RESIDENT_MB), Spread.of(resident)));
    }
  }

  private static BoundedNode node(TwoHomes homes, List<String> options) throws Exception {
    return TwoProcesses.node(homes.homes().get(0), HEAP, 0, options);
  }

  private static void rest(Duration time) throws InterruptedException {
    TimeUnit.NANOSECONDS.sleep(time.toNanos());
  }
}
