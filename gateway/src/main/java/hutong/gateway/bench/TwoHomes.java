package hutong.gateway.bench;

import hutong.certs.DirectoryStore;
import hutong.certs.NodeKeys;
import hutong.certs.Suites;
import hutong.gateway.node.Canon;
import hutong.gateway.node.Home;
import hutong.gateway.node.NewNode;
import hutong.gateway.node.Node;
import hutong.gateway.settings.SettingsFile;
import io.vertx.core.Vertx;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Comparator;
import java.util.List;
import java.util.Map;

/** Two fresh homes under one authority, in a temporary folder that goes in the end. */
record TwoHomes(Path folder, List<Home> homes) implements AutoCloseable {

  static TwoHomes make(String first, String second) throws Exception {
    Path folder = Files.createTempDirectory("hutong-bench-");
    Path authority = folder.resolve("authority");
    List<Home> homes = List.of(home(folder, first), home(folder, second));
    for (String code : List.of(first, second)) {
      new NewNode(code, code, code, NewNode.coveredBy(code), "127.0.0.1", 0, 0)
          .create(home(folder, code), authority, Map.of(), Clock.systemUTC());
    }
    byte[] newest = directory(homes.get(1)).current().orElseThrow().signed();
    directory(homes.get(0)).accept(newest, Clock.systemUTC());
    return new TwoHomes(folder, homes);
  }

  Node start(int which, Canon canon, Vertx vertx) throws Exception {
    Home home = homes.get(which);
    return new Node(
        home,
        new SettingsFile().read(home.folder(), Map.of()),
        Map.of(),
        () -> canon,
        vertx,
        Clock.systemUTC());
  }

  @Override
  public void close() throws IOException {
    try (var files = Files.walk(folder)) {
      files.sorted(Comparator.reverseOrder()).map(Path::toFile).forEach(TwoHomes::delete);
    }
  }

  private static Home home(Path folder, String code) {
    return new Home(folder.resolve(code));
  }

  private static DirectoryStore directory(Home home) throws Exception {
    NodeKeys keys = NodeKeys.load(home.keys(), home.secret(Map.of()).characters());
    return DirectoryStore.open(home.directory(), keys.root(), Suites.standard());
  }

  private static void delete(File file) {
    if (!file.delete()) {
      throw new UncheckedIOException(new IOException("A temporary file could not be deleted"));
    }
  }
}
