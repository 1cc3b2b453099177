package hutong.gateway.endtoend;

import static hutong.gateway.endtoend.Region.get;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import hutong.certs.DirectoryStore;
import hutong.certs.NodeKeys;
import hutong.certs.Outage;
import hutong.certs.Suites;
import hutong.gateway.broker.FreePort;
import hutong.gateway.demo.people.SyntheticNumber;
import hutong.gateway.http.ApiClient;
import hutong.gateway.node.AuthorityFolder;
import hutong.gateway.settings.SettingsFile;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A node whose partners are silent, refuse, are slow or have planned an outage. */
@Tag("processes")
class OutagesTest {

  private static final Duration LONG = Duration.ofMinutes(4);

  @TempDir private Path folder;

  private final Vertx vertx = Vertx.vertx();
  private final List<AutoCloseable> open = new ArrayList<>();
  private Map<String, Region> regions;
  private ApiClient suzhou;
  private ApiClient operator;
  private int persons;

  @BeforeEach
  void make() throws Exception {
    List<Region> made =
        Region.make(folder, vertx, "320000", "410000", "330000", "340000", "350000");
    regions =
        Map.of(
            "320000", made.get(0),
            "410000", made.get(1),
            "330000", made.get(2),
            "340000", made.get(3),
            "350000", made.get(4));
    open.addAll(made);
    suzhou = regions.get("320000").start().decider("suzhou", "3205");
    operator = regions.get("320000").operator();
  }

  @AfterEach
  void stop() throws Exception {
    for (AutoCloseable each : open) {
      each.close();
    }
    vertx.close();
  }

  @Test
  void invariant_7_one_destination_that_is_down_never_slows_another() throws Exception {
    regions.get("410000").start();
    Duration alone = timeOfTwenty("alone");
    open.add(TcpLine.silent(port("330000")));
    Socket unanswered = held(port("340000"));
    open.add(unanswered);
    int behind = FreePort.find();
    open.add(TcpLine.slow(port("350000"), behind));
    moveBroker("350000", behind);
    regions.get("350000").start();
    List<UUID> silent = submit("330203", "silent", 20);
    List<UUID> refusing = submit("340102", "refusing", 20);
    List<UUID> slow = submit("350102", "slow", 20);
    await()
        .atMost(LONG)
        .untilAsserted(
            () -> {
              assertThat(route("330000").getString("state")).isEqualTo("PUT_OFF");
              assertThat(route("340000").getString("state")).isEqualTo("PUT_OFF");
            });

    Duration amongThem = timeOfTwenty("among-them");

    assertThat(amongThem).isLessThan(alone.multipliedBy(3).plusSeconds(10));
    assertThat(route("410000").getString("state")).isEqualTo("UP");
    assertThat(route("340000").getString("cause")).isEqualTo("BROKER_UNREACHABLE");
    for (String down : List.of("330000", "340000")) {
      assertThat(route(down).getInteger("waiting")).isEqualTo(20);
    }
    await()
        .atMost(LONG)
        .until(() -> get(suzhou.find(silent.get(0))).getString("state").equals("WAITING_RETRY"));
    delivered(slow);

    unanswered.close();
    regions.get("340000").start();
    get(operator.retry(refusing.get(0)));
    delivered(refusing);
    await().atMost(LONG).until(() -> route("340000").getString("state").equals("UP"));
  }

  @Test
  void nothing_is_tried_in_a_planned_outage_and_all_of_it_goes_afterwards() throws Exception {
    TcpLine listener = TcpLine.silent(port("410000"));
    open.add(listener);
    Instant until = Instant.now().plusSeconds(15);
    Path file =
        new AuthorityFolder(folder.resolve("authority"))
            .announce("410000", new Outage(Instant.now().minusSeconds(60), until), clock());
    take(regions.get("320000"), file);
    await().atMost(LONG).until(() -> route("410000").getString("state").equals("PLANNED_OUTAGE"));
    int beforeIt =
        listener.connections(); // It told everybody at its start which directory it holds.
    List<UUID> posted = submit("412701", "planned", 10);
    assertThat(route("410000").getInteger("waiting")).isEqualTo(10);
    assertThat(listener.connections()).isEqualTo(beforeIt);
    listener.close();
    regions.get("410000").start();
    delivered(posted);
    assertThat(Instant.now()).isAfter(until);
  }

  /** Keeps a port that nobody else can take, and where nobody listens. */
  private static Socket held(int port) throws IOException {
    Socket socket = new Socket();
    socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
    return socket;
  }

  /** Posts twenty to the healthy partner, one after the other, each when the one before arrived. */
  private Duration timeOfTwenty(String name) throws Exception {
    Instant start = Instant.now();
    for (int i = 0; i < 20; i++) {
      delivered(submit("412701", name + i, 1));
    }
    return Duration.between(start, Instant.now());
  }

  private List<UUID> submit(String division, String key, int count) throws Exception {
    List<UUID> ids = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      String record =
          TestRecords.arrival(key + "-" + i)
              .replace("\"division\": \"412701\"", "\"division\": \"" + division + "\"")
              .replace("412701198502030007", nextPerson());
      byte[] body = record.getBytes(StandardCharsets.UTF_8);
      ids.add(get(suzhou.submit(body, "application/json", null)).id());
    }
    return ids;
  }

  /** Another person each time, so that nobody waits for an earlier record. */
  private String nextPerson() {
    return SyntheticNumber.of("412701", LocalDate.of(1950, 1, 1).plusDays(persons++));
  }

  private void delivered(List<UUID> ids) {
    for (UUID id : ids) {
      await()
          .pollInterval(Duration.ofMillis(20))
          .atMost(LONG)
          .untilAsserted(
              () ->
                  assertThat(get(suzhou.find(id)).getString("state"))
                      .as(() -> "%s, routes %s".formatted(id, routes()))
                      .isEqualTo("DELIVERED"));
    }
  }

  private String routes() {
    try {
      return get(operator.status()).getJsonArray("routes").encode();
    } catch (Exception unknown) {
      return "unknown";
    }
  }

  private JsonObject route(String node) throws Exception {
    return get(operator.status()).getJsonArray("routes").stream()
        .map(JsonObject.class::cast)
        .filter(each -> each.getString("node").equals(node))
        .findFirst()
        .orElseThrow();
  }

  private int port(String node) throws Exception {
    return new SettingsFile().read(regions.get(node).home().folder(), Map.of()).broker().port();
  }

  /** The directory goes on naming the old port. */
  private void moveBroker(String node, int port) throws Exception {
    Path file = regions.get(node).home().folder().resolve(SettingsFile.NAME);
    String before = Files.readString(file);
    String after = before.replace("port: " + port(node), "port: " + port);
    assertThat(after).isNotEqualTo(before);
    Files.writeString(file, after);
  }

  private static void take(Region region, Path file) throws Exception {
    char[] secret = region.home().secret(Map.of()).characters();
    NodeKeys keys = NodeKeys.load(region.home().keys(), secret);
    DirectoryStore.open(region.home().directory(), keys.root(), Suites.standard())
        .accept(Files.readAllBytes(file), clock());
  }

  private static Clock clock() {
    return Clock.systemUTC();
  }
}
