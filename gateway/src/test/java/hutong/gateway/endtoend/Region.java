package hutong.gateway.endtoend;

import hutong.certs.DirectoryStore;
import hutong.certs.NodeKeys;
import hutong.certs.Suites;
import hutong.gateway.http.ApiClient;
import hutong.gateway.node.Canon;
import hutong.gateway.node.Home;
import hutong.gateway.node.NewNode;
import hutong.gateway.node.NewNodes;
import hutong.gateway.node.Node;
import hutong.gateway.settings.Settings;
import hutong.gateway.settings.SettingsFile;
import hutong.routes.LocalSystem;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.io.IOException;
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
  private Settings settings;
  private int operators;
  private Node node;

  private Region(Home home, Vertx vertx) {
    this.home = home;
    this.vertx = vertx;
  }

  /** Makes homes for these nodes with one authority, and starts none. */
  static List<Region> make(Path folder, Vertx vertx, String... codes) throws Exception {
    return makeAt("", folder, vertx, codes);
  }

  /** As {@link #make}, with their inboxes on a broker that stands by itself. */
  static List<Region> makeAt(String brokerUrl, Path folder, Vertx vertx, String... codes)
      throws Exception {
    return make(folder, vertx, Arrays.stream(codes).map(code -> newNode(code, brokerUrl)).toList());
  }

  static NewNode newNode(String code, String brokerUrl) {
    return new NewNode(code, code, code, NewNode.coveredBy(code), brokerUrl, "127.0.0.1", 0, 0);
  }

  static List<Region> make(Path folder, Vertx vertx, List<NewNode> nodes) throws Exception {
    return NewNodes.create(folder, nodes, Map.of(), Clock.systemUTC()).stream()
        .map(home -> new Region(home, vertx))
        .toList();
  }

  /** Makes the home of one more, entered in the directory by an authority that there is. */
  static Region join(Path folder, Vertx vertx, NewNode node, Path authority) throws Exception {
    Home home = new Home(folder);
    node.create(home, authority, Map.of(), Clock.systemUTC());
    return new Region(home, vertx);
  }

  Region start() throws Exception {
    return start(Map.of());
  }

  /** Starts with settings from the environment. */
  Region start(Map<String, String> environment) throws Exception {
    return start(environment, Clock.systemUTC());
  }

  Region start(Clock clock) throws Exception {
    return start(Map.of(), clock);
  }

  private Region start(Map<String, String> environment, Clock clock) throws Exception {
    settings = new SettingsFile().read(home.folder(), environment);
    try {
      node = new Node(home, settings, environment, () -> CANON, vertx, clock);
    } catch (IOException fault) {
      // A summary of tests shows the outermost message alone.
      throw new IOException(fault.getMessage() + ": " + fault.getCause(), fault);
    }
    return this;
  }

  /** Takes the newest directory that the authority has signed. */
  void takeDirectory(Path authority) throws Exception {
    NodeKeys keys = NodeKeys.load(home.keys(), home.secret(Map.of()).characters());
    byte[] newest =
        DirectoryStore.open(authority.resolve("directory"), keys.root(), Suites.standard())
            .current()
            .orElseThrow()
            .signed();
    DirectoryStore.open(home.directory(), keys.root(), Suites.standard())
        .accept(newest, Clock.systemUTC());
  }

  Node node() {
    return node;
  }

  Settings settings() {
    return settings;
  }

  Home home() {
    return home;
  }

  /** Registers a system that decides, and gives its client. */
  ApiClient decider(String name, String... divisions) {
    return client(keyOf(name, divisions));
  }

  /** Registers a system that decides, and gives its key. */
  String keyOf(String name, String... divisions) {
    return node.systems()
        .add(new LocalSystem(name, true, null, Set.of(), List.of(divisions)), null);
  }

  /** Registers a system that only posts, and gives its key. */
  String posterKey(String name, String... divisions) {
    return node.systems()
        .add(new LocalSystem(name, false, null, Set.of(), List.of(divisions)), null);
  }

  ApiClient operator() {
    return client(node.systems().addOperator("operator-" + operators++, null));
  }

  /** A client with a key given before; also after a restart. */
  ApiClient client(String key) {
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
