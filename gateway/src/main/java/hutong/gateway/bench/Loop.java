package hutong.gateway.bench;

import hutong.certs.Floor;
import hutong.certs.Operation;
import hutong.certs.Operations;
import hutong.gateway.demo.people.Region;
import hutong.gateway.http.ApiClient;
import hutong.gateway.node.Canon;
import hutong.gateway.node.Node;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** Two real nodes on two homes, a poster at one and a mailbox client at the other. */
final class Loop implements AutoCloseable {

  static final int CONTENT_BYTES = 2_048;

  private static final Duration PATIENCE = Duration.ofMinutes(1);

  private final Vertx vertx = Vertx.vertx();
  private final ClientLoop posting = new ClientLoop();
  private final ClientLoop taking = new ClientLoop();
  private final TwoHomes homes;
  private final Node sender;
  private final Node recipient;
  private final ApiClient poster;
  private final Tallied through;
  private final Load load;

  Loop(Canon canon, Plan plan) throws Exception {
    this(canon, plan, freshHomes(plan));
  }

  /**
   * @param homes goes with the loop
   */
  Loop(Canon canon, Plan plan, TwoHomes homes) throws Exception {
    this.homes = homes;
    this.sender = homes.start(0, canon, vertx, plan.environment());
    this.recipient = homes.start(1, canon, vertx, plan.environment());
    this.poster =
        posting.client(
            URI.create(sender.url()), TwoProcesses.unlimited(sender.systems(), "poster", "36"));
    ApiClient watcher =
        posting.client(URI.create(sender.url()), sender.systems().addOperator("watcher", null));
    ApiClient taker =
        taking.client(
            URI.create(recipient.url()),
            TwoProcesses.unlimited(recipient.systems(), "taker", "32"));
    this.through = new Tallied(watcher, plan.lastState());
    Bodies bodies = new Bodies(canon, Clock.systemUTC());
    this.load = new Load(poster, taker, plan.decided(), bodies::next, plan.ahead());
  }

  static TwoHomes freshHomes(Plan plan) throws Exception {
    return TwoHomes.make(Region.JIANGXI.node(), Region.JIANGSU.node(), plan.suite().id());
  }

  /** For the compiler. */
  void warmUp(Duration duration) throws InterruptedException {
    load.run(duration);
    through.await(load.posted(), PATIENCE);
  }

  /** As many as it takes, with as much under way as the plan says. */
  Window window(Floor floor, Duration duration) throws InterruptedException {
    load.forget();
    return measured(floor, () -> load.run(duration));
  }

  /** So many a second. */
  Window window(Floor floor, double perSecond, Duration duration) throws InterruptedException {
    load.forget();
    return measured(floor, () -> load.run(perSecond, duration));
  }

  /**
   * Of the last window, asked for now, while nothing else goes on.
   *
   * @param most of more than these, as many are asked for
   */
  Latencies latencies(int most) {
    return new Timelines(poster).since(load.postedAt(), most);
  }

  private interface Posting {
    void run() throws InterruptedException;
  }

  private Window measured(Floor floor, Posting run) throws InterruptedException {
    long before = load.posted();
    Map<Operation, Operations.Count> operations = operations();
    double cpu = ThisProcess.cpuSeconds();
    double clients = clientSeconds();
    long started = System.nanoTime();
    run.run();
    long missing = through.await(load.posted(), PATIENCE);
    return new Window(
        load.posted() - before - missing,
        (System.nanoTime() - started) / 1e9,
        ThisProcess.cpuSeconds() - cpu,
        clientSeconds() - clients,
        floor.micros(minus(operations(), operations)) / 1e6,
        missing);
  }

  /** Of both clients and of the thread that hands out bodies, which is this one. */
  private double clientSeconds() {
    return posting.cpuSeconds()
        + taking.cpuSeconds()
        + ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime() / 1e9;
  }

  private Map<Operation, Operations.Count> operations() {
    Map<Operation, Operations.Count> sum = new EnumMap<>(Operation.class);
    for (Node node : List.of(sender, recipient)) {
      node.operations()
          .snapshot()
          .forEach(
              (operation, count) ->
                  sum.merge(
                      operation,
                      count,
                      (one, other) ->
                          new Operations.Count(
                              one.calls() + other.calls(), one.bytes() + other.bytes())));
    }
    return sum;
  }

  private static Map<Operation, Operations.Count> minus(
      Map<Operation, Operations.Count> after, Map<Operation, Operations.Count> before) {
    Map<Operation, Operations.Count> difference = new EnumMap<>(Operation.class);
    after.forEach(
        (operation, count) -> difference.put(operation, count.minus(before.get(operation))));
    return difference;
  }

  @Override
  public void close() throws IOException {
    load.close();
    posting.close();
    taking.close();
    sender.close();
    recipient.close();
    vertx.close().toCompletionStage().toCompletableFuture().join();
    homes.close();
  }
}
