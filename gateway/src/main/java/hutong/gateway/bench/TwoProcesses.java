package hutong.gateway.bench;

import hutong.gateway.broker.FreePort;
import hutong.gateway.demo.people.Region;
import hutong.gateway.http.ApiClient;
import hutong.gateway.node.Home;
import hutong.gateway.settings.Settings;
import hutong.gateway.settings.SettingsFile;
import hutong.gateway.systems.Limits;
import hutong.gateway.systems.SystemsFile;
import hutong.routes.LocalSystem;
import io.vertx.core.Future;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/** Two nodes as processes of their own, with a system that posts at one and reads at the other. */
final class TwoProcesses implements AutoCloseable {

  static final Duration PATIENCE = Duration.ofMinutes(5);

  private final TwoHomes homes;
  private final boolean kept;
  private final ClientLoop posting = new ClientLoop();
  private final ClientLoop taking = new ClientLoop();
  private final BoundedNode sender;
  private final BoundedNode recipient;
  private final ApiClient poster;
  private final ApiClient watcher;
  private final ApiClient taker;

  /**
   * Both are made, and none is started.
   *
   * @param folder where they are kept; null for a temporary one
   * @param heap as of {@code -Xmx}
   * @param drainPerSecond {@code retry.drainPerSecond} of both
   */
  TwoProcesses(Path folder, String heap, int drainPerSecond) throws Exception {
    String here = Region.JIANGXI.node();
    String there = Region.JIANGSU.node();
    this.kept = folder != null;
    this.homes = kept ? TwoHomes.makeIn(folder, here, there) : TwoHomes.make(here, there);
    this.sender = node(homes.homes().get(0), heap, drainPerSecond);
    this.recipient = node(homes.homes().get(1), heap, drainPerSecond);
    SystemsFile systems = systems(homes.homes().get(0));
    this.poster = posting.client(sender.url(), unlimited(systems, "poster", "36"));
    this.watcher = posting.client(sender.url(), systems.addOperator("watcher", null));
    this.taker =
        taking.client(recipient.url(), unlimited(systems(homes.homes().get(1)), "taker", "32"));
  }

  Path folder() {
    return homes.folder();
  }

  Home home(int which) {
    return homes.homes().get(which);
  }

  BoundedNode sender() {
    return sender;
  }

  BoundedNode recipient() {
    return recipient;
  }

  ApiClient poster() {
    return poster;
  }

  /** An operator at the sender. */
  ApiClient watcher() {
    return watcher;
  }

  ApiClient taker() {
    return taker;
  }

  /** How many of what the sender has sent are in a state. */
  long tallied(String state) {
    return Tallied.all(watcher, state);
  }

  interface Condition {
    boolean met() throws Exception;
  }

  /** Returns when it is met, or when the count has stood still for minutes. */
  static void await(LongSupplier count, Condition condition) throws Exception {
    long last = -1;
    long moved = System.nanoTime();
    while (!condition.met() && System.nanoTime() - moved < PATIENCE.toNanos()) {
      long now = count.getAsLong();
      if (now != last) {
        last = now;
        moved = System.nanoTime();
      }
      TimeUnit.MILLISECONDS.sleep(100);
    }
  }

  static <T> T done(Future<T> asked) {
    return asked.toCompletionStage().toCompletableFuture().join();
  }

  /** A node as a process of its own on a port of its own; not started. */
  static BoundedNode node(Home home, String heap, int drainPerSecond) throws Exception {
    return node(home, heap, drainPerSecond, List.of());
  }

  /**
   * The same.
   *
   * @param options further ones for its Java
   */
  static BoundedNode node(Home home, String heap, int drainPerSecond, List<String> options)
      throws Exception {
    int port = FreePort.find();
    Settings settings = new SettingsFile().read(home.folder(), Map.of());
    Map<String, Object> written = new HashMap<>();
    written.put("node", settings.node());
    written.put("http", Map.of("port", port));
    written.put("broker", Map.of("port", settings.broker().port()));
    written.put("retry", Map.of("longest", "PT5S", "drainPerSecond", drainPerSecond));
    new SettingsFile().write(home.folder(), written);
    return new BoundedNode(home.folder(), URI.create("http://127.0.0.1:" + port), heap, options);
  }

  static SystemsFile systems(Home home) {
    return new SystemsFile(home.systems(), Clock.systemUTC(), new SecureRandom());
  }

  /** Registers a system of a division that may ask as often as it can; returns its key. */
  static String unlimited(SystemsFile systems, String name, String division) {
    String key = systems.add(new LocalSystem(name, true, null, Set.of(), List.of(division)), null);
    systems.limit(name, new Limits(Limits.NONE, Limits.NONE, Limits.NONE, Limits.NONE));
    return key;
  }

  @Override
  public void close() throws IOException {
    sender.close();
    recipient.close();
    posting.close();
    taking.close();
    if (!kept) {
      homes.close();
    }
  }
}
