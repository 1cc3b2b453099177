package hutong.gateway.bench;

import hutong.gateway.demo.people.Region;
import hutong.gateway.node.Canon;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A destination is paused while much is posted for it; then all of that drains. */
record BacklogScenario() implements Scenario {

  private static final double SHARE = 0.8;
  private static final double GROWTH = 1.2;
  private static final String HEAP = "512m";
  private static final Duration HOUR = Duration.ofHours(1);

  @Override
  public String id() {
    return "backlog";
  }

  @Override
  public String about() {
    return "what waited for a paused destination drains, beside the usual rate of both nodes";
  }

  @Override
  public List<Finding> run(Run run) throws Exception {
    Sizes sizes = run.sizes();
    List<Double> usual = new ArrayList<>();
    try (TwoProcesses nodes = new TwoProcesses(null, HEAP, 0)) {
      nodes.sender().start(TwoProcesses.PATIENCE);
      nodes.recipient().start(TwoProcesses.PATIENCE);
      Crowd crowd = new Crowd(Canon.load(), Clock.systemUTC());
      Tallied through = new Tallied(nodes.watcher(), "DELIVERED");
      try (Load load = new Load(nodes.poster(), nodes.taker(), false, crowd::next, sizes.ahead())) {
        load.run(sizes.further());
        for (int i = 0; i < sizes.repeat(); i++) {
          usual.add(usual(load, through, sizes.window()));
        }
        TwoProcesses.done(nodes.watcher().pause(Region.JIANGSU.node(), "BENCHMARK"));
        long before = load.posted();
        load.post(sizes.backlog());
        TwoProcesses.done(nodes.watcher().resume(Region.JIANGSU.node()));
        return findings(usual, drained(nodes, through, before, sizes.backlog()), sizes.backlog());
      }
    }
  }

  private static double usual(Load load, Tallied through, Duration window)
      throws InterruptedException {
    long before = load.posted();
    long started = System.nanoTime();
    load.run(window);
    through.await(load.posted(), HOUR);
    return (load.posted() - before) * 1e9 / (System.nanoTime() - started);
  }

  /** How it went, and how many a second. */
  private record Drained(Course course, double perSecond) {}

  private static Drained drained(TwoProcesses nodes, Tallied through, long before, long backlog)
      throws Exception {
    Course course = new Course(nodes.sender(), backlog);
    long started = System.nanoTime();
    long end = started + HOUR.toNanos() + backlog * TimeUnit.MILLISECONDS.toNanos(20);
    long came = 0;
    while (came < backlog) {
      if (System.nanoTime() > end) {
        throw new IllegalStateException("The backlog did not drain");
      }
      TimeUnit.MILLISECONDS.sleep(50);
      came = through.count() - before;
      course.look(came);
    }
    return new Drained(course, backlog * 1e9 / (System.nanoTime() - started));
  }

  private static List<Finding> findings(List<Double> usual, Drained drained, long backlog) {
    Spread rate = Spread.of(usual);
    List<Double> shares = usual.stream().map(each -> drained.perSecond / each).toList();
    Course course = drained.course;
    return List.of(
        new Finding("share of the usual rate", Goal.atLeast(SHARE), Spread.of(shares)),
        new Finding("records/s drained", Goal.NONE, Spread.of(drained.perSecond)),
        new Finding("records/s usually", Goal.NONE, rate),
        new Finding("records that waited", Goal.NONE, Spread.of(backlog)),
        new Finding(
            "memory, last to second tenth", Goal.atMost(GROWTH), Spread.of(course.growth())),
        new Finding("resident, MB", Goal.NONE, Spread.of(course.last().residentMb())));
  }
}
