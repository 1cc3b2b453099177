package hutong.gateway.bench;

import hutong.certs.NodeKeys;
import hutong.gateway.broker.BrokerSettings;
import hutong.gateway.broker.EmbeddedBroker;
import hutong.gateway.broker.FreePort;
import hutong.gateway.broker.TlsStores;
import hutong.gateway.demo.people.Region;
import hutong.gateway.http.ApiClient;
import hutong.gateway.node.Canon;
import hutong.gateway.node.Home;
import hutong.gateway.settings.Settings;
import hutong.gateway.settings.SettingsFile;
import hutong.gateway.systems.SystemsFile;
import hutong.routes.LocalSystem;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;

/**
 * Two nodes as processes of their own: one is posted to while the other is down, or while nobody
 * reads the other's inbox; it is killed, started again, and then the other is there.
 */
final class Backlog implements AutoCloseable {

  private static final Duration PATIENCE = Duration.ofMinutes(5);
  private static final Duration STANDSTILL = Duration.ofMinutes(5);
  private static final int AHEAD = 256;
  private static final int CONNECTIONS = 64;

  private final BacklogOptions options;
  private final Vertx vertx = Vertx.vertx();
  private final TwoHomes homes;
  private final Crowd crowd = new Crowd(Canon.load(), Clock.systemUTC());
  private final BoundedNode sender;
  private final BoundedNode recipient;
  private final ApiClient poster;
  private final ApiClient watcher;
  private final Mailbag mailbag;
  private final ApiClient taker;
  private long before;

  Backlog(BacklogOptions options) throws Exception {
    this.options = options;
    String[] codes = {Region.JIANGXI.node(), Region.JIANGSU.node()};
    this.homes =
        options.folder == null
            ? TwoHomes.make(codes[0], codes[1])
            : TwoHomes.makeIn(options.folder, codes[0], codes[1]);
    this.sender = node(homes.homes().get(0));
    this.recipient = node(homes.homes().get(1));
    SystemsFile here = systems(homes.homes().get(0));
    this.poster = client(sender, here.add(system("poster", "36"), null));
    this.watcher = client(sender, here.addOperator("watcher", null));
    this.taker = client(recipient, systems(homes.homes().get(1)).add(system("taker", "32"), null));
    this.mailbag = new Mailbag(taker);
    sender.start(PATIENCE);
  }

  /** The other node is down, its broker with it. */
  BacklogFigures down() throws Exception {
    recipient.kill();
    Course posting = post(options.backlog);
    return killAndDrain("backlog", options.backlog, posting);
  }

  /** The other node's broker takes everything, and nobody reads it. */
  BacklogFigures unread() throws Exception {
    recipient.kill();
    Course posting;
    EmbeddedBroker inbox = broker(homes.homes().get(1));
    try {
      posting = post(options.inFlight);
      await(() -> tallied("SENT") >= options.inFlight);
      sender.kill();
    } finally {
      inbox.close();
    }
    return killAndDrain("inFlight", options.inFlight, posting);
  }

  private BacklogFigures killAndDrain(String kind, long records, Course posting) throws Exception {
    sender.kill();
    long ledgerMb = sizeMb(homes.homes().get(0).ledger().getParent());
    Duration ready = sender.start(PATIENCE);
    recipient.start(PATIENCE);
    mailbag.open();
    Course draining = new Course(sender, records);
    long started = System.nanoTime();
    await(
        () -> {
          long came = mailbag.count() - before;
          draining.look(came);
          return came >= records;
        });
    double seconds = (System.nanoTime() - started) / 1e9;
    await(() -> tallied("DELIVERED") >= before + records);
    mailbag.close();
    long missing = before + records - mailbag.count();
    long unreceipted = before + records - tallied("DELIVERED");
    before += records;
    return new BacklogFigures(
        kind,
        records,
        posting,
        ledgerMb,
        ready,
        draining,
        seconds,
        missing,
        mailbag.again(),
        unreceipted);
  }

  /** Posts so many, a few at once, and returns when all of them are acknowledged. */
  private Course post(long records) throws Exception {
    Course course = new Course(sender, records);
    Semaphore room = new Semaphore(AHEAD);
    AtomicReference<Throwable> fault = new AtomicReference<>();
    AtomicLong done = new AtomicLong();
    long nextLook = System.nanoTime();
    for (long i = 0; i < records && fault.get() == null; i++) {
      room.acquire();
      poster
          .submit(crowd.next(), "application/json", null)
          .onSuccess(posted -> done.incrementAndGet())
          .onFailure(failure -> fault.compareAndSet(null, failure))
          .onComplete(any -> room.release());
      if (System.nanoTime() > nextLook) {
        course.look(done.get());
        nextLook = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(200);
      }
    }
    room.acquire(AHEAD);
    if (fault.get() != null) {
      throw new IllegalStateException("A post failed", fault.get());
    }
    course.look(records);
    return course;
  }

  private interface Condition {
    boolean met() throws Exception;
  }

  /** Returns when it is met, or when nothing has come for minutes. */
  private void await(Condition condition) throws Exception {
    long last = -1;
    long moved = System.nanoTime();
    while (!condition.met() && System.nanoTime() - moved < STANDSTILL.toNanos()) {
      long now = mailbag.count();
      if (now != last) {
        last = now;
        moved = System.nanoTime();
      }
      TimeUnit.MILLISECONDS.sleep(250);
    }
  }

  private long tallied(String state) {
    return watcher
        .status()
        .toCompletionStage()
        .toCompletableFuture()
        .join()
        .getJsonArray("tally")
        .stream()
        .map(io.vertx.core.json.JsonObject.class::cast)
        .filter(row -> row.getString("direction").equals("OUT"))
        .filter(row -> row.getString("state").equals(state))
        .mapToLong(row -> row.getLong("count"))
        .sum();
  }

  private BoundedNode node(Home home) throws Exception {
    int port = FreePort.find();
    Settings settings = new SettingsFile().read(home.folder(), Map.of());
    Map<String, Object> written = new HashMap<>();
    written.put("node", settings.node());
    written.put("http", Map.of("port", port));
    written.put("broker", Map.of("port", settings.broker().port()));
    written.put("retry", Map.of("longest", "PT5S", "drainPerSecond", options.drainPerSecond));
    new SettingsFile().write(home.folder(), written);
    return new BoundedNode(home.folder(), URI.create("http://127.0.0.1:" + port), options.heap);
  }

  private static EmbeddedBroker broker(Home home) throws Exception {
    Settings settings = new SettingsFile().read(home.folder(), Map.of());
    TlsStores tls =
        new TlsStores(
            NodeKeys.tlsKeyStore(home.keys()),
            NodeKeys.tlsTrustStore(home.keys()),
            new String(home.secret(Map.of()).characters()));
    return new EmbeddedBroker(
        new BrokerSettings(
            home.broker(),
            settings.broker().host(),
            settings.broker().port(),
            List.of(settings.node()),
            tls),
        settings.node(),
        0,
        (certificate, member) -> true);
  }

  private static SystemsFile systems(Home home) {
    return new SystemsFile(home.systems(), Clock.systemUTC(), new SecureRandom());
  }

  private static LocalSystem system(String name, String division) {
    return new LocalSystem(name, true, null, Set.of(), List.of(division));
  }

  private ApiClient client(BoundedNode node, String key) {
    return new ApiClient(vertx, node.url(), key, "en", CONNECTIONS);
  }

  private static long sizeMb(Path folder) throws IOException {
    try (var files = Files.walk(folder)) {
      return files.filter(Files::isRegularFile).mapToLong(file -> file.toFile().length()).sum()
          >> 20;
    }
  }

  @Override
  public void close() throws IOException {
    mailbag.close();
    sender.close();
    recipient.close();
    poster.close();
    watcher.close();
    taker.close();
    vertx.close().toCompletionStage().toCompletableFuture().join();
    if (options.folder == null) {
      homes.close();
    }
  }
}
