package hutong.gateway.demo;

import hutong.gateway.node.Canon;
import io.vertx.core.Vertx;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The product with sample data: starts the regions, plays, and compares books with gateways. */
final class Demo implements AutoCloseable {

  private static final int A_HANDFUL = 100;
  private static final Logger LOG = LoggerFactory.getLogger(Demo.class);
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  /** A slow machine gets a second for so many records. */
  private static final int RECORDS_A_SECOND = 20;

  private final Report report;
  private final Vertx vertx = Vertx.vertx();
  private final Network network;
  private final Stage stage;

  /**
   * Starts the four regions.
   *
   * @param folder where their homes are made
   * @param tls whether clients reach them by TLS
   */
  Demo(Path folder, RegionSuites suites, long seed, Clock clock, boolean tls, PrintWriter out)
      throws Exception {
    this.report = new Report(out);
    long started = System.nanoTime();
    try {
      this.network = Network.start(folder, suites, vertx, Canon.load(), clock, tls);
    } catch (Exception fault) {
      stopVertx();
      throw fault;
    }
    this.stage = new Stage(network, seed);
    report.ready(network, since(started));
  }

  Stage stage() {
    return stage;
  }

  Network network() {
    return network;
  }

  /**
   * Plays scenes and traffic until everything is at rest.
   *
   * @param records how many are posted in all, answers counted in
   * @return whether everything was as it should be
   */
  boolean play(int records) throws Exception {
    boolean held = true;
    for (Scene scene : Scenes.all()) {
      boolean shown = shown(scene);
      report.shown(scene, shown);
      held &= shown;
    }
    long started = System.nanoTime();
    int before = stage.books().sent().size();
    new Traffic(stage).play(Math.max(0, records - before));
    Duration posting = since(started);
    int all = Math.max(records, before);
    Duration patience = PATIENCE.plusSeconds(all / RECORDS_A_SECOND);
    boolean settled = new Settling(network, stage.books()).await(all, patience);
    report.played(all - before, posting, since(started));
    if (!settled) {
      report.line("✗ not everything came to rest in time 未能按时完成");
    }
    return held && settled;
  }

  private boolean shown(Scene scene) throws InterruptedException {
    try {
      return scene.play(stage);
    } catch (InterruptedException stopped) {
      throw stopped;
    } catch (Exception fault) {
      LOG.warn("A scene failed: {}", scene.en(), fault);
      return false;
    }
  }

  /** Compares the books with every gateway's answers, and prints what became of everything. */
  boolean compare() throws Exception {
    long started = System.nanoTime();
    Findings findings = new Audit(network, stage.books()).run();
    report.table(findings, network.canon().types());
    report.forms(network);
    report.compared(findings, since(started));
    boolean formsUsed = everyFormUsed();
    if (!formsUsed) {
      report.line("  ✗ a region never wrote and read its own form 有地区未使用自己的格式");
    }
    report.summary(findings);
    return findings.agree() && formsUsed;
  }

  /** Of a handful of records a region may have none that its form carries whole. */
  private boolean everyFormUsed() {
    return stage.books().sent().size() < A_HANDFUL
        || Desk.all().stream().collect(Collectors.groupingBy(Desk::region)).values().stream()
            .allMatch(desks -> desks.stream().anyMatch(desk -> network.form(desk).used()));
  }

  @Override
  public void close() {
    try {
      stage.close();
      network.close();
    } finally {
      stopVertx();
    }
  }

  private void stopVertx() {
    vertx.close().toCompletionStage().toCompletableFuture().join();
  }

  private static Duration since(long started) {
    return Duration.ofNanos(System.nanoTime() - started);
  }
}
