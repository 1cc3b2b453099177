package hutong.gateway.bench;

import hutong.certs.Floor;
import hutong.certs.Operation;
import hutong.certs.Operations;
import hutong.certs.Suite;
import hutong.gateway.demo.people.Region;
import hutong.gateway.http.ApiClient;
import hutong.gateway.node.Canon;
import hutong.gateway.node.Node;
import hutong.routes.LocalSystem;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Two real nodes on fresh homes, a poster at one and a mailbox client at the other. */
final class Loop implements AutoCloseable {

  private static final int CONTENT_BYTES = 2_048;
  private static final int CONNECTIONS = 64;
  private static final Duration PATIENCE = Duration.ofMinutes(1);

  private final Vertx vertx = Vertx.vertx();
  private final TwoHomes homes;
  private final Canon canon = Canon.load();
  private final Node sender;
  private final Node recipient;
  private final ApiClient poster;
  private final ApiClient watcher;
  private final ApiClient taker;
  private final Suite suite;
  private final int ahead;

  Loop(Suite suite, int ahead) throws Exception {
    this.suite = suite;
    this.ahead = ahead;
    this.homes = TwoHomes.make(Region.JIANGXI.node(), Region.JIANGSU.node(), suite.id());
    this.sender = homes.start(0, canon, vertx);
    this.recipient = homes.start(1, canon, vertx);
    this.poster = client(sender, sender.systems().add(system("poster", "36"), null));
    this.taker = client(recipient, recipient.systems().add(system("taker", "32"), null));
    this.watcher = client(sender, sender.systems().addOperator("watcher", null));
  }

  Figures measure(Duration warmUp, Duration duration) throws Exception {
    Floor floor = Floor.measure(suite, CONTENT_BYTES);
    Load load = new Load(poster, taker, new Bodies(canon, Clock.systemUTC()), ahead);
    load.run(warmUp);
    load.awaitDelivered(watcher, PATIENCE);
    load.forget();
    Map<Operation, Operations.Count> before = operations();
    double cpu = ThisProcess.cpuSeconds();
    long started = System.nanoTime();
    load.run(duration);
    long missing = load.awaitDelivered(watcher, PATIENCE);
    double seconds = (System.nanoTime() - started) / 1e9;
    double cpuUsed = ThisProcess.cpuSeconds() - cpu;
    double floorSeconds = floor.micros(minus(operations(), before)) / 1e6;
    long[] latencies = load.latencies(poster);
    return new Figures(
        suite.id(),
        load.posted() - missing,
        seconds,
        cpuUsed,
        floorSeconds,
        latencies,
        missing,
        ThisProcess.peakRssMb());
  }

  @Override
  public void close() throws IOException {
    poster.close();
    taker.close();
    watcher.close();
    sender.close();
    recipient.close();
    vertx.close().toCompletionStage().toCompletableFuture().join();
    homes.close();
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

  private ApiClient client(Node node, String key) {
    return new ApiClient(vertx, URI.create(node.url()), key, "en", CONNECTIONS);
  }

  private static LocalSystem system(String name, String division) {
    return new LocalSystem(name, true, null, Set.of(), List.of(division));
  }

  /** Where the nodes live; for messages. */
  Path folder() {
    return homes.folder();
  }
}
