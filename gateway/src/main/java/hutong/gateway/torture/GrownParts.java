package hutong.gateway.torture;

import hutong.gateway.broker.FreePort;
import hutong.gateway.demo.people.Region;
import hutong.gateway.node.AuthorityFolder;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Two replicas a region on a database of its own, one PostgreSQL server for all, and one broker for
 * all inboxes. Every replica has roads of its own to both.
 */
final class GrownParts implements Parts {

  private static final List<String> REPLICAS = List.of("a", "b");

  private final List<RegionNode> nodes = new ArrayList<>();
  private final List<Part> servers;
  private final List<Part> replicas = new ArrayList<>();
  private final List<FaultProxy> roads = new ArrayList<>();
  private final Map<Part, FaultProxy> work = new HashMap<>();
  private final List<RegionHome> homes;
  private final PostgresProcess postgres;
  private final ArtemisProcess artemis;
  private final String classPath;
  private final Warden warden;

  /**
   * Makes homes, databases, broker and roads; starts no process.
   *
   * @param folder empty or new
   */
  GrownParts(
      Path folder, List<Region> regions, Installed installed, String classPath, Warden warden)
      throws Exception {
    this.classPath = classPath;
    this.warden = warden;
    List<String> codes = regions.stream().map(Region::node).toList();
    postgres =
        new PostgresProcess(
            installed.postgres(),
            folder.resolve("postgres"),
            codes.stream().map(GrownParts::database).toList(),
            warden);
    artemis = new ArtemisProcess(installed.artemis(), folder.resolve("artemis"), warden);
    servers = List.of(postgres, artemis);
    List<FaultProxy> inboxes = new ArrayList<>();
    for (int i = 0; i < regions.size(); i++) {
      inboxes.add(road(artemis.port()));
    }
    homes = RegionHome.make(folder, regions, inboxes);
    artemis.prepare(new AuthorityFolder(folder.resolve(RegionHome.AUTHORITY)), codes);
    for (RegionHome home : homes) {
      add(home);
    }
  }

  private static String database(String code) {
    return "region" + code;
  }

  private FaultProxy road(int target) throws IOException {
    FaultProxy road = new FaultProxy(target);
    roads.add(road);
    return road;
  }

  private void add(RegionHome home) throws IOException {
    String code = home.region().node();
    home.write(Map.of("ledger", Map.of("user", PostgresProcess.USER)));
    List<URI> urls = new ArrayList<>();
    for (String replica : REPLICAS) {
      int http = FreePort.find();
      URI url = URI.create("http://127.0.0.1:" + http);
      int database = road(postgres.port()).port();
      FaultProxy inbox = road(artemis.port());
      Map<String, String> own =
          Map.of(
              "HUTONG_REPLICA",
              replica,
              "HUTONG_HTTP_PORT",
              Integer.toString(http),
              "HUTONG_BROKER_URL",
              inbox.url(),
              "HUTONG_LEDGER_URL",
              ledger(database, code),
              "HUTONG_LEDGER_PASSWORD",
              postgres.password());
      urls.add(url);
      Part process =
          new GatewayProcess(
              code + "-" + replica, home.home().folder(), url, classPath, own, warden);
      replicas.add(process);
      work.put(process, inbox);
    }
    nodes.add(home.at(urls));
  }

  private static String ledger(int port, String code) {
    return "jdbc:postgresql://127.0.0.1:" + port + "/" + database(code);
  }

  @Override
  public List<String> audit() throws Exception {
    new ProcessGroup(replicas).kill();
    List<String> found = new ArrayList<>();
    for (RegionHome home : homes) {
      found.addAll(
          home.audit(
              Map.of(
                  "HUTONG_LEDGER_URL",
                  ledger(postgres.port(), home.region().node()),
                  "HUTONG_LEDGER_PASSWORD",
                  postgres.password())));
    }
    return found;
  }

  @Override
  public List<RegionNode> nodes() {
    return nodes;
  }

  @Override
  public List<Part> killable() {
    return Stream.concat(servers.stream(), replicas.stream()).toList();
  }

  @Override
  public List<FaultProxy> proxies() {
    return roads;
  }

  @Override
  public FaultProxy road(Part part) {
    return work.getOrDefault(part, roads.get(0));
  }

  @Override
  public void start(Duration longest) throws IOException {
    new ProcessGroup(servers).start(longest);
    new ProcessGroup(replicas).start(longest);
  }

  @Override
  public void close() {
    new ProcessGroup(replicas).kill();
    new ProcessGroup(servers).kill();
    roads.forEach(FaultProxy::close);
  }
}
