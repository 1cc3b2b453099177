package hutong.gateway.endtoend;

import hutong.gateway.http.ApiClient;
import hutong.gateway.node.Canon;
import hutong.gateway.node.Home;
import hutong.gateway.node.NewNode;
import hutong.gateway.node.NewNodes;
import hutong.gateway.node.Node;
import hutong.gateway.settings.SettingsFile;
import hutong.routes.LocalSystem;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.net.URI;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/** A real node for tests, on a folder of its own, reached through its public API. */
final class Region implements AutoCloseable {

  private static final Canon CANON = Canon.load();

  private final Home home;
  private final Vertx vertx;
  private final List<ApiClient> clients = new ArrayList<>();
  private Node node;

  private Region(Home home, Vertx vertx) {
    this.home = home;
    this.vertx = vertx;
  }

  /** Makes homes for these nodes with one authority, and starts none. */
  static List<Region> make(Path folder, Vertx vertx, String... codes) throws Exception {
    List<NewNode> nodes =
        Arrays.stream(codes).map(code -> NewNode.local(code, code, code)).toList();
    return NewNodes.create(folder, nodes, Map.of(), Clock.systemUTC()).stream()
        .map(home -> new Region(home, vertx))
        .toList();
  }

  Region start() throws Exception {
    node =
        new Node(
            home,
            new SettingsFile().read(home.folder(), Map.of()),
            Map.of(),
            () -> CANON,
            vertx,
            Clock.systemUTC());
    return this;
  }

  Node node() {
    return node;
  }

  Home home() {
    return home;
  }

  /** Registers a system that decides, and gives its client. */
  ApiClient decider(String name, String... divisions) {
    return client(
        node.systems().add(new LocalSystem(name, true, null, Set.of(), List.of(divisions)), null));
  }

  ApiClient operator() {
    return client(node.systems().addOperator("operator-" + clients.size(), null));
  }

  private ApiClient client(String key) {
    ApiClient client = new ApiClient(vertx, URI.create(node.url()), key, "en", 8);
    clients.add(client);
    return client;
  }

  /** Waits for an answer. */
  static <T> T get(Future<T> future) throws Exception {
    return future.toCompletionStage().toCompletableFuture().get(60, TimeUnit.SECONDS);
  }

  @Override
  public void close() {
    clients.forEach(ApiClient::close);
    clients.clear();
    if (node != null) {
      node.close();
      node = null;
    }
  }
}
