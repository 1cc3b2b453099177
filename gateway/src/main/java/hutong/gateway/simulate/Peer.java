package hutong.gateway.simulate;

import hutong.gateway.http.ApiClient;
import hutong.gateway.node.Canon;
import hutong.gateway.node.Home;
import hutong.gateway.node.Node;
import hutong.gateway.settings.Settings;
import hutong.gateway.settings.SettingsFile;
import hutong.routes.LocalSystem;
import io.vertx.core.Vertx;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.function.Supplier;

/** A member's node that behaves as a script says, with a desk that does too. */
final class Peer implements AutoCloseable {

  private static final String DESK = "simulated-desk";
  private static final int CONNECTIONS = 2;

  private final Node node;
  private final WrongDesk desk;
  private final String key;

  /**
   * Starts it.
   *
   * @param home of a member, made with {@code hutong certs init} or {@code join}
   * @param seed the same one gives the same choices, though not the same timing
   */
  Peer(
      Home home,
      Map<String, String> environment,
      Supplier<Canon> canon,
      Script script,
      Deeds deeds,
      long seed,
      Vertx vertx,
      Clock clock)
      throws Exception {
    Settings settings = new SettingsFile().read(home.folder(), environment);
    WrongSending sending = new WrongSending(script, deeds, new Random(seed));
    this.node =
        new Node(
            home,
            settings,
            environment,
            canon,
            vertx,
            new ScriptClock(clock, script),
            right -> new WrongConnections(right, sending));
    this.key = register();
    this.desk =
        new WrongDesk(
            new ApiClient(vertx, URI.create(node.url()), key, "en", CONNECTIONS),
            script,
            deeds,
            new Random(~seed),
            clock);
    desk.start();
  }

  /** One desk for all that the node covers, under a key of this run. */
  private String register() {
    if (node.systems().named(DESK).isPresent()) {
      return node.systems().rotate(DESK, Duration.ZERO, null);
    }
    List<String> all = node.directory().member(node.id()).orElseThrow().divisions();
    return node.systems().add(new LocalSystem(DESK, true, null, Set.of(), all), null);
  }

  String url() {
    return node.url();
  }

  /** With which records can be posted in its name. */
  String key() {
    return key;
  }

  @Override
  public void close() {
    desk.close();
    node.close();
  }
}
