package hutong.gateway.torture;

import hutong.gateway.broker.FreePort;
import hutong.gateway.demo.people.Region;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** One process a region, with broker and ledger inside. */
final class EmbeddedParts implements Parts {

  private final List<RegionNode> nodes = new ArrayList<>();
  private final List<Part> processes = new ArrayList<>();
  private final List<FaultProxy> roads = new ArrayList<>();
  private final List<RegionHome> homes;

  /**
   * Makes the homes and the roads; starts no process.
   *
   * @param folder empty or new
   */
  EmbeddedParts(Path folder, List<Region> regions, String classPath, Warden warden)
      throws Exception {
    List<Integer> brokers = new ArrayList<>();
    for (int i = 0; i < regions.size(); i++) {
      brokers.add(FreePort.find());
      roads.add(new FaultProxy(brokers.get(i)));
    }
    homes = RegionHome.make(folder, regions, roads);
    for (int i = 0; i < regions.size(); i++) {
      add(homes.get(i), brokers.get(i), classPath, warden);
    }
  }

  private void add(RegionHome home, int broker, String classPath, Warden warden)
      throws IOException {
    int http = FreePort.find();
    home.write(Map.of("http", Map.of("port", http), "broker", Map.of("port", broker)));
    URI url = URI.create("http://127.0.0.1:" + http);
    nodes.add(home.at(List.of(url)));
    processes.add(
        new GatewayProcess(
            home.region().node(), home.home().folder(), url, classPath, Map.of(), warden));
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
    return roads;
  }

  @Override
  public FaultProxy road(Part part) {
    return roads.get(processes.indexOf(part));
  }

  @Override
  public void start(Duration longest) throws IOException {
    new ProcessGroup(processes).start(longest);
  }

  @Override
  public List<String> audit() throws Exception {
    new ProcessGroup(processes).kill();
    List<String> found = new ArrayList<>();
    for (RegionHome home : homes) {
      found.addAll(home.audit(Map.of()));
    }
    return found;
  }

  @Override
  public void close() {
    new ProcessGroup(processes).kill();
    roads.forEach(FaultProxy::close);
  }
}
