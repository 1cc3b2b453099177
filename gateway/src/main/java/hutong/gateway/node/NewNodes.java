package hutong.gateway.node;

import hutong.certs.DirectoryStore;
import hutong.certs.NodeKeys;
import hutong.certs.StaleDirectory;
import hutong.certs.Suites;
import hutong.certs.Untrusted;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Makes several nodes at once under one authority, for a network that lives on one machine. */
public final class NewNodes {

  private NewNodes() {}

  /**
   * Makes a home for each, named for its code, and the authority beside them in {@code authority}.
   *
   * @return the homes in the order of the nodes; each holds the directory with all of them in
   */
  public static List<Home> create(
      Path folder, List<NewNode> nodes, Map<String, String> environment, Clock clock)
      throws IOException, Untrusted, StaleDirectory {
    List<Home> homes = new ArrayList<>();
    for (NewNode node : nodes) {
      Home home = new Home(folder.resolve(node.node()));
      node.create(home, folder.resolve("authority"), environment, clock);
      homes.add(home);
    }
    byte[] newest =
        directory(homes.get(homes.size() - 1), environment).current().orElseThrow().signed();
    for (Home home : homes) {
      directory(home, environment).accept(newest, clock);
    }
    return homes;
  }

  private static DirectoryStore directory(Home home, Map<String, String> environment)
      throws IOException, Untrusted {
    char[] secret = home.secret(environment).characters();
    NodeKeys keys = NodeKeys.load(home.keys(), secret);
    return DirectoryStore.open(home.directory(), keys.root(), Suites.standard());
  }
}
