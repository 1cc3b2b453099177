package hutong.gateway.bench;

import hutong.gateway.node.Canon;
import hutong.gateway.node.Home;
import hutong.gateway.node.NewNode;
import hutong.gateway.node.NewNodes;
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
import java.util.stream.Stream;

/** Two fresh homes under one authority, in a temporary folder that goes in the end. */
record TwoHomes(Path folder, List<Home> homes) implements AutoCloseable {

  static TwoHomes make(String first, String second) throws Exception {
    return make(first, second, "INTL");
  }

  /** Both with keys of that suite alone. */
  static TwoHomes make(String first, String second, String suite) throws Exception {
    return makeIn(Files.createTempDirectory("hutong-bench-"), first, second, suite);
  }

  /** As {@link #make}, in a folder that is empty or new. */
  static TwoHomes makeIn(Path folder, String first, String second) throws Exception {
    return makeIn(folder, first, second, "INTL");
  }

  private static TwoHomes makeIn(Path folder, String first, String second, String suite)
      throws Exception {
    List<NewNode> nodes =
        Stream.of(first, second)
            .map(code -> NewNode.local(code, code, code).withSuites(List.of(suite), suite))
            .toList();
    List<Home> homes = NewNodes.create(folder, nodes, Map.of(), Clock.systemUTC());
    return new TwoHomes(folder, homes);
  }

  /**
   * Starts one of them in this process.
   *
   * @param environment settings beside those of the home
   */
  Node start(int which, Canon canon, Vertx vertx, Map<String, String> environment)
      throws Exception {
    Home home = homes.get(which);
    return new Node(
        home,
        new SettingsFile().read(home.folder(), environment),
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

  private static void delete(File file) {
    if (!file.delete()) {
      throw new UncheckedIOException(new IOException("A temporary file could not be deleted"));
    }
  }
}
