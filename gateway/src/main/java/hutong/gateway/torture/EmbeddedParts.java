package hutong.gateway.torture;

import hutong.gateway.broker.FreePort;
import hutong.gateway.demo.people.Region;
import hutong.gateway.node.Home;
import hutong.gateway.node.NewNode;
import hutong.gateway.node.NewNodes;
import hutong.gateway.settings.SettingsFile;
import hutong.gateway.systems.SystemsFile;
import hutong.routes.LocalSystem;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** One process a region, with broker and ledger inside. */
final class EmbeddedParts implements Parts {

  private final List<RegionNode> nodes = new ArrayList<>();
  private final List<Part> processes = new ArrayList<>();
  private final List<FaultProxy> proxies = new ArrayList<>();

  /**
   * Makes the homes and the roads; starts no process.
   *
   * @param folder empty or new
   */
  EmbeddedParts(Path folder, List<Region> regions) throws Exception {
    List<NewNode> making = new ArrayList<>();
    List<Integer> brokers = new ArrayList<>();
    for (Region region : regions) {
      int broker = FreePort.find();
      FaultProxy proxy = new FaultProxy(broker);
      brokers.add(broker);
      proxies.add(proxy);
      making.add(
          new NewNode(
              region.node(),
              region.zh(),
              region.en(),
              NewNode.coveredBy(region.node()),
              "",
              "127.0.0.1",
              proxy.port(),
              0));
    }
    List<Home> homes = NewNodes.create(folder, making, Map.of(), Clock.systemUTC());
    for (int i = 0; i < regions.size(); i++) {
      add(regions.get(i), homes.get(i), brokers.get(i));
    }
  }

  private void add(Region region, Home home, int broker) throws IOException {
    int http = FreePort.find();
    new SettingsFile()
        .write(
            home.folder(),
            Map.of(
                "node", region.node(),
                "http", Map.of("port", http),
                "broker", Map.of("port", broker),
                "retry", Map.of("first", "PT0.2S", "longest", "PT2S")));
    String key =
        new SystemsFile(home.systems(), Clock.systemUTC(), new SecureRandom())
            .add(
                new LocalSystem(
                    RegionNode.SYSTEM, true, null, Set.of(), NewNode.coveredBy(region.node())),
                null);
    URI url = URI.create("http://127.0.0.1:" + http);
    nodes.add(new RegionNode(region, url, key));
    processes.add(new GatewayProcess(region.node(), home.folder(), url));
  }

  @Override
  public List<RegionNode> nodes() {
    return nodes;
  }

  @Override
  public List<Part> killable() {
    return processes;
  }

  @Override
  public List<FaultProxy> proxies() {
    return proxies;
  }

  @Override
  public void close() {
    for (Part each : processes) {
      try {
        each.kill();
      } catch (IOException fault) {
        throw new UncheckedIOException(fault);
      }
    }
    proxies.forEach(FaultProxy::close);
  }
}
