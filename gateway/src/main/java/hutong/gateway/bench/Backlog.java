package hutong.gateway.bench;

import hutong.certs.NodeKeys;
import hutong.gateway.broker.BrokerSettings;
import hutong.gateway.broker.EmbeddedBroker;
import hutong.gateway.broker.TlsStores;
import hutong.gateway.http.ApiClient;
import hutong.gateway.node.Canon;
import hutong.gateway.node.Home;
import hutong.gateway.settings.Settings;
import hutong.gateway.settings.SettingsFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;

/**
 * Two nodes as processes of their own: one is posted to while the other is down, or while nobody
 * reads the other's inbox; it is killed, started again, and then the other is there.
 */
final class Backlog implements AutoCloseable {

  private static final int AHEAD = 256;

  private final Crowd crowd = new Crowd(Canon.load(), Clock.systemUTC());
  private final int records;
  private final int inFlight;
  private final TwoProcesses nodes;
  private final BoundedNode sender;
  private final BoundedNode recipient;
  private final ApiClient poster;
  private final Mailbag mailbag;
  private long before;

  Backlog(BacklogOptions options) throws Exception {
    this.records = options.backlog;
    this.inFlight = options.inFlight;
    this.nodes = new TwoProcesses(options.folder, options.heap, options.drainPerSecond);
    this.sender = nodes.sender();
    this.recipient = nodes.recipient();
    this.poster = nodes.poster();
    this.mailbag = new Mailbag(nodes.taker(), 200, 1);
    sender.start(TwoProcesses.PATIENCE);
  }

  /** The other node is down, its broker with it. */
  BacklogFigures down() throws Exception {
    recipient.kill();
    Course posting = post(records);
    return killAndDrain("backlog", records, posting);
  }

  /** The other node's broker takes everything, and nobody reads it. */
  BacklogFigures unread() throws Exception {
    recipient.kill();
    Course posting;
    EmbeddedBroker inbox = broker(nodes.home(1));
    try {
      posting = post(inFlight);
      TwoProcesses.await(mailbag::count, () -> nodes.tallied("SENT") >= inFlight);
      sender.kill();
    } finally {
      inbox.close();
    }
    return killAndDrain("inFlight", inFlight, posting);
  }

  private BacklogFigures killAndDrain(String kind, long records, Course posting) throws Exception {
    sender.kill();
    long ledgerMb = sizeMb(nodes.home(0).ledger().getParent());
    Duration ready = sender.start(TwoProcesses.PATIENCE);
    recipient.start(TwoProcesses.PATIENCE);
    mailbag.open();
    Course draining = new Course(sender, records);
    long started = System.nanoTime();
    TwoProcesses.await(
        mailbag::count,
        () -> {
          long came = mailbag.count() - before;
          draining.look(came);
          return came >= records;
        });
    double seconds = (System.nanoTime() - started) / 1e9;
    TwoProcesses.await(mailbag::count, () -> nodes.tallied("DELIVERED") >= before + records);
    mailbag.close();
    long missing = before + records - mailbag.count();
    long unreceipted = before + records - nodes.tallied("DELIVERED");
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

  private static long sizeMb(Path folder) throws IOException {
    try (var files = Files.walk(folder)) {
      return files.filter(Files::isRegularFile).mapToLong(file -> file.toFile().length()).sum()
          >> 20;
    }
  }

  @Override
  public void close() throws IOException {
    mailbag.close();
    nodes.close();
  }
}
