package hutong.gateway.torture;

import hutong.gateway.demo.people.Region;
import hutong.gateway.node.AuditHome;
import hutong.gateway.node.Home;
import hutong.gateway.node.NewNode;
import hutong.gateway.node.NewNodes;
import hutong.gateway.settings.SettingsFile;
import hutong.gateway.systems.SystemsFile;
import hutong.routes.LocalSystem;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A region's folder, with a local system for the clients.
 *
 * @param key of that system
 */
record RegionHome(Region region, Home home, String key) {

  /** In the campaign's folder, with the homes. */
  static final String AUTHORITY = "authority";

  static final String SYSTEM = "registry";

  /**
   * Failed attempts are made again soon, for a campaign has no hours. Silence is never answered by
   * a repeat: what only a repeat would bring is what somebody has lost.
   */
  private static final Map<String, String> RETRY =
      Map.of("first", "PT0.2S", "longest", "PT2S", "repeatAfter", "PT24H");

  /**
   * Makes homes under one authority.
   *
   * @param roads to the inbox of each, as the directory has to name them
   */
  static List<RegionHome> make(Path folder, List<Region> regions, List<FaultProxy> roads)
      throws Exception {
    List<NewNode> making = new ArrayList<>();
    for (int i = 0; i < regions.size(); i++) {
      Region region = regions.get(i);
      List<String> covered = NewNode.coveredBy(region.node());
      String inbox = roads.get(i).url();
      making.add(
          new NewNode(region.node(), region.zh(), region.en(), covered, inbox, "127.0.0.1", 0, 0));
    }
    List<RegionHome> made = new ArrayList<>();
    List<Home> homes = NewNodes.create(folder, making, Map.of(), Clock.systemUTC());
    for (int i = 0; i < regions.size(); i++) {
      made.add(new RegionHome(regions.get(i), homes.get(i), addSystem(homes.get(i))));
    }
    return made;
  }

  private static String addSystem(Home home) throws IOException {
    List<String> covered = NewNode.coveredBy(home.folder().getFileName().toString());
    return new SystemsFile(home.systems(), Clock.systemUTC(), new SecureRandom())
        .add(new LocalSystem(SYSTEM, true, null, Set.of(), covered), null);
  }

  /** Writes the settings that every campaign has, and these. */
  void write(Map<String, ?> further) throws IOException {
    Map<String, Object> all = new HashMap<>(further);
    all.put("node", region.node());
    all.put("retry", RETRY);
    new SettingsFile().write(home.folder(), all);
  }

  RegionNode at(List<URI> urls) {
    return new RegionNode(region, urls, key);
  }

  /** What an audit finds, with the settings that a node of it has from its environment. */
  List<String> audit(Map<String, String> environment) throws Exception {
    return new AuditHome(home, environment)
        .findings().stream().map(each -> "AUDIT " + region.node() + " " + each).toList();
  }

  /** Without the key. */
  @Override
  public String toString() {
    return "RegionHome[" + region.node() + "]";
  }
}
