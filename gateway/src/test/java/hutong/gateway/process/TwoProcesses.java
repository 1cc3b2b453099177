package hutong.gateway.process;

import hutong.gateway.http.ApiClient;
import hutong.gateway.node.Home;
import hutong.gateway.node.NewNode;
import hutong.gateway.node.NewNodes;
import hutong.gateway.systems.SystemsFile;
import hutong.routes.LocalSystem;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Jiangsu sends, Henan decides; each is a process of its own. */
final class TwoProcesses implements AutoCloseable {

  private static final Map<String, String> QUICK =
      Map.of("HUTONG_RETRY_FIRST", "PT0.1S", "HUTONG_RETRY_LONGEST", "PT1S");

  private final Vertx vertx = Vertx.vertx();
  private final NodeProcess sender;
  private final NodeProcess recipient;
  private final ApiClient poster;
  private final ApiClient watcher;
  private final ApiClient reader;
  private final Decider decider;

  /**
   * @param jvmArguments of both
   */
  TwoProcesses(Path folder, String... jvmArguments) throws Exception {
    List<Home> homes =
        NewNodes.create(
            folder,
            List.of(
                NewNode.local("320000", "江苏省", "Jiangsu"), NewNode.local("410000", "河南省", "Henan")),
            Map.of(),
            Clock.systemUTC());
    sender = new NodeProcess(homes.get(0), QUICK);
    recipient = new NodeProcess(homes.get(1), QUICK);
    poster = sender.client(vertx, key(homes.get(0), "suzhou", "3205"));
    watcher =
        sender.client(
            vertx,
            new SystemsFile(homes.get(0).systems(), Clock.systemUTC(), new SecureRandom())
                .addOperator("watcher", null));
    String decides = key(homes.get(1), "zhoukou", "4116");
    try {
      sender.launch(jvmArguments);
      recipient.start(jvmArguments);
      sender.awaitReady();
    } catch (IOException notBoth) {
      sender.close();
      recipient.close();
      throw notBoth;
    }
    reader = recipient.client(vertx, decides);
    decider = new Decider(recipient.client(vertx, decides));
  }

  NodeProcess sender() {
    return sender;
  }

  NodeProcess recipient() {
    return recipient;
  }

  /** Of the system in Jiangsu that posts. */
  ApiClient poster() {
    return poster;
  }

  /** An operator in Jiangsu. */
  ApiClient watcher() {
    return watcher;
  }

  /** Of the system in Henan that decides. */
  ApiClient reader() {
    return reader;
  }

  Decider decider() {
    return decider;
  }

  static byte[] arrival(String key) {
    try (var in = TwoProcesses.class.getResourceAsStream("/records/arrival.json")) {
      String text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
      return text.replace("KEY", key).getBytes(StandardCharsets.UTF_8);
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }

  private static String key(Home home, String system, String division) throws IOException {
    return new SystemsFile(home.systems(), Clock.systemUTC(), new SecureRandom())
        .add(new LocalSystem(system, true, null, Set.of(), List.of(division)), null);
  }

  @Override
  public void close() {
    decider.close();
    reader.close();
    poster.close();
    watcher.close();
    sender.close();
    recipient.close();
    vertx.close().toCompletionStage().toCompletableFuture().join();
  }
}
