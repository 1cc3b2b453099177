package hutong.gateway.demo;

import hutong.certs.Directory;
import hutong.certs.StaleDirectory;
import hutong.certs.Untrusted;
import hutong.gateway.demo.people.Region;
import hutong.gateway.http.ApiClient;
import hutong.gateway.http.Trust;
import hutong.gateway.node.Canon;
import hutong.gateway.node.Home;
import hutong.gateway.node.NewNode;
import hutong.gateway.node.NewNodes;
import hutong.gateway.node.Node;
import hutong.gateway.settings.SettingsFaults;
import hutong.gateway.settings.SettingsFile;
import hutong.schemas.dialects.Dialect;
import hutong.schemas.dialects.DialectFiles;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The four regions, each a node on a home of its own with its own keys, ledger and inbox, and the
 * clients' lines to them.
 */
final class Network implements AutoCloseable {

  private static final int CONNECTIONS = 32;
  private static final String OPERATOR = "operator";
  private static final String LANGUAGE = "en";

  private final Path folder;
  private final Vertx vertx;
  private final Canon canon;
  private final Clock clock;
  private final boolean tls;
  private final Map<Region, Node> nodes = new EnumMap<>(Region.class);
  private final Map<Desk, Line> desks = new HashMap<>();
  private final Map<Desk, Line> mailboxes = new HashMap<>();
  private final Map<Desk, OwnForm> forms = new LinkedHashMap<>();
  private final Map<Region, Line> operators = new EnumMap<>(Region.class);
  private final List<Line> lines = new ArrayList<>();

  private Network(Path folder, Vertx vertx, Canon canon, Clock clock, boolean tls) {
    this.tls = tls;
    this.folder = folder;
    this.vertx = vertx;
    this.canon = canon;
    this.clock = clock;
  }

  /**
   * Makes the homes below that folder and starts the nodes.
   *
   * @param tls whether clients reach them by TLS
   */
  static Network start(
      Path folder, RegionSuites suites, Vertx vertx, Canon canon, Clock clock, boolean tls)
      throws Exception {
    Network network = new Network(folder, vertx, canon, clock, tls);
    try {
      network.makeHomes(suites);
      for (Region region : Region.values()) {
        network.startNode(region);
      }
      DialectFiles files = new DialectFiles(canon.types(), canon.lists());
      for (Desk desk : Desk.all()) {
        Dialect dialect = files.read(DialectFiles.builtIn().get(desk.dialect()));
        network.forms.put(desk, new OwnForm(dialect, clock));
        String key = network.node(desk.region()).systems().add(desk.registration(), null);
        network.desks.put(desk, network.line(desk.region(), key));
        network.mailboxes.put(desk, network.line(desk.region(), key));
      }
      for (Region region : Region.values()) {
        String key = network.node(region).systems().addOperator(OPERATOR, null);
        network.operators.put(region, network.line(region, key));
      }
      return network;
    } catch (Exception fault) {
      network.close();
      throw fault;
    }
  }

  /** What clients trust, where they reach the nodes by TLS. */
  Path root() {
    return folder.resolve("authority").resolve("root.pem");
  }

  Canon canon() {
    return canon;
  }

  Clock clock() {
    return clock;
  }

  Node node(Region region) {
    return nodes.get(region);
  }

  Home home(Region region) {
    return new Home(folder.resolve(region.node()));
  }

  Line line(Desk desk) {
    return desks.get(desk);
  }

  /** A line of its own for the desk's mailbox, on which it waits. */
  Line mailbox(Desk desk) {
    return mailboxes.get(desk);
  }

  /** How the desk writes its records. */
  OwnForm form(Desk desk) {
    return forms.get(desk);
  }

  /** The line of whoever runs that region's node. */
  Line operator(Region region) {
    return operators.get(region);
  }

  Directory directory() {
    return nodes.get(Region.HENAN).directory();
  }

  /** Hangs up first, so that no client asks a node that goes; the nodes go side by side. */
  @Override
  public void close() {
    lines.forEach(Line::close);
    List<Thread> stopping = nodes.values().stream().map(Network::stopping).toList();
    stopping.forEach(Thread::start);
    try {
      for (Thread each : stopping) {
        each.join();
      }
    } catch (InterruptedException hurried) {
      Thread.currentThread().interrupt();
    }
  }

  private static Thread stopping(Node node) {
    return new Thread(node::close, "stop-" + node.id());
  }

  private void makeHomes(RegionSuites suites) throws IOException, Untrusted, StaleDirectory {
    List<NewNode> nodes =
        Arrays.stream(Region.values())
            .map(
                region ->
                    NewNode.local(region.node(), region.zh(), region.en())
                        .withSuites(suites.of(region), suites.floor()))
            .toList();
    NewNodes.create(folder, nodes, Map.of(), clock);
  }

  private void startNode(Region region) throws IOException, Untrusted, SettingsFaults {
    Home home = home(region);
    Map<String, String> environment = tls ? Map.of("HUTONG_HTTP_TLS_KEY", "node") : Map.of();
    Node node =
        new Node(
            home,
            new SettingsFile().read(home.folder(), environment),
            environment,
            () -> canon,
            vertx,
            clock);
    nodes.put(region, node);
  }

  private Line line(Region region, String key) {
    String url = node(region).url();
    Trust trust = tls ? new Trust(root(), null) : Trust.PLATFORM;
    Line line =
        new Line(
            new ApiClient(vertx, URI.create(url), trust, key, LANGUAGE, CONNECTIONS), url, key);
    lines.add(line);
    return line;
  }
}
