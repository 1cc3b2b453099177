package hutong.gateway.node;

import hutong.certs.Directory;
import hutong.certs.KeyedIndex;
import hutong.certs.NextKeys;
import hutong.certs.NodeKeys;
import hutong.certs.Opener;
import hutong.certs.Operations;
import hutong.certs.PayloadVault;
import hutong.certs.Sealer;
import hutong.certs.Secret;
import hutong.certs.StatusBook;
import hutong.certs.Suites;
import hutong.certs.TimeAuthority;
import hutong.certs.Token;
import hutong.certs.Untrusted;
import hutong.gateway.approvals.Approvals;
import hutong.gateway.approvals.Effects;
import hutong.gateway.audit.Acts;
import hutong.gateway.batches.BatchStore;
import hutong.gateway.batches.KeptTables;
import hutong.gateway.batches.RunBatches;
import hutong.gateway.batches.UploadStore;
import hutong.gateway.broker.BrokerSettings;
import hutong.gateway.broker.EmbeddedBroker;
import hutong.gateway.broker.NodeBrokers;
import hutong.gateway.broker.TlsStores;
import hutong.gateway.console.Accounts;
import hutong.gateway.console.Elsewhere;
import hutong.gateway.dialects.DialectSchedule;
import hutong.gateway.dialects.DialectShelf;
import hutong.gateway.dialects.Dialects;
import hutong.gateway.dialects.DialectsFolder;
import hutong.gateway.dialects.LiveDialects;
import hutong.gateway.dialects.NodeDialects;
import hutong.gateway.dialects.ShadowBook;
import hutong.gateway.evidence.ExportEvidence;
import hutong.gateway.files.DropFolders;
import hutong.gateway.http.ApiParts;
import hutong.gateway.http.HttpApi;
import hutong.gateway.http.HttpSettings;
import hutong.gateway.http.HttpTls;
import hutong.gateway.http.OwnKeys;
import hutong.gateway.http.Rehearse;
import hutong.gateway.http.SideDoor;
import hutong.gateway.ledger.ErasureFile;
import hutong.gateway.ledger.EventWatch;
import hutong.gateway.ledger.LedgerSettings;
import hutong.gateway.ledger.SqlLedger;
import hutong.gateway.operations.RunOperations;
import hutong.gateway.places.DivisionsFolder;
import hutong.gateway.places.LiveDivisions;
import hutong.gateway.queues.QueueSettings;
import hutong.gateway.queues.SystemQueues;
import hutong.gateway.settings.Settings;
import hutong.gateway.systems.FollowRegistry;
import hutong.gateway.systems.Limits;
import hutong.gateway.systems.Meters;
import hutong.gateway.systems.SystemsFile;
import hutong.gateway.trace.CallTraces;
import hutong.gateway.trace.RecordTraces;
import hutong.gateway.watch.Disk;
import hutong.gateway.watch.DiskForecast;
import hutong.gateway.watch.Holdings;
import hutong.gateway.watch.Keeping;
import hutong.gateway.watch.Lookout;
import hutong.gateway.watch.Metrics;
import hutong.gateway.watch.NodeGauges;
import hutong.gateway.webhooks.AllowedHosts;
import hutong.gateway.webhooks.CallHook;
import hutong.gateway.webhooks.SendWebhooks;
import hutong.routes.Addressing;
import hutong.routes.Bells;
import hutong.routes.BrokerConnections;
import hutong.routes.EraseRecord;
import hutong.routes.Indexes;
import hutong.routes.NodeParts;
import hutong.routes.RetryPolicy;
import hutong.routes.Tracing;
import hutong.routes.Versions;
import hutong.routes.ledger.Alarm;
import hutong.routes.ledger.Urging;
import hutong.routes.submit.NameRecipient;
import hutong.routes.submit.RedirectRecord;
import hutong.routes.submit.Submissions;
import hutong.schemas.dialects.DialectFiles;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One running node: ledger, broker, legs and HTTP API on one home folder. A process can run
 * several; they share nothing but code and read-only data.
 */
public final class Node implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(Node.class);
  private static final AtomicInteger IN_VM_IDS = new AtomicInteger(1);

  private final Settings settings;
  private final Deque<AutoCloseable> running = new ArrayDeque<>();
  private final SystemsFile systems;
  private final SqlLedger ledger;
  private final Operations operations = new Operations();
  private final LiveDirectory directory;
  private final LiveKeys keys;
  private final SystemQueues queues;
  private final int httpPort;
  private final LedgerExamined examined;

  /**
   * Starts everything; what was started is stopped again if a part fails.
   *
   * @param environment as of {@link System#getenv()}
   * @param canon asked for when ledger and broker run, so that it can be loaded meanwhile
   */
  public Node(
      Home home,
      Settings settings,
      Map<String, String> environment,
      Supplier<Canon> canon,
      Vertx vertx,
      Clock clock)
      throws IOException, Untrusted {
    this(home, settings, environment, canon, vertx, clock, line -> line);
  }

  /**
   * The same.
   *
   * @param through what its legs are given in place of its connections to brokers
   */
  public Node(
      Home home,
      Settings settings,
      Map<String, String> environment,
      Supplier<Canon> canon,
      Vertx vertx,
      Clock clock,
      UnaryOperator<BrokerConnections> through)
      throws IOException, Untrusted {
    this.settings = settings;
    Settings.Limits usual = settings.limits();
    this.systems =
        new SystemsFile(
            home.systems(),
            new Limits(usual.rate(), usual.burst(), usual.records(), usual.backlog()),
            clock,
            new SecureRandom());
    Secret secret = home.secret(environment);
    Token token = home.token(environment);
    NodeKeys held = NodeKeys.load(home.keys(), secret.characters(), token);
    StatusBook book = new StatusBook(home.statuses(), settings.revocation().refuseAfter());
    this.directory = new LiveDirectory(home.directory(), held.root(), book, clock);
    Files.createDirectories(home.ledger().getParent());
    Settings.Ledger at = settings.ledger();
    this.ledger =
        SqlLedger.open(
            new LedgerSettings(
                home.ledger(), at.url(), at.user(), at.password(), settings.replica()),
            new PayloadVault(secret.key("payloads")),
            new ErasureFile(home.erasures(), new KeyedIndex(secret.key("erasures"))),
            retry(settings),
            clock);
    running.push(ledger);
    try {
      EmbeddedBroker broker = broker(home, secret);
      TimeAuthority time =
          TimeAuthorities.of(home, settings.timestamp(), held, secret, directory, clock);
      NodeBrokers brokers = brokers(tls(home, secret), broker);
      DiskForecast disk = disk(home, clock);
      Metrics metrics = metrics(home, disk, clock);
      RecordTraces traces = traces(home, metrics, clock);
      Canon common = canon.get();
      List<Keeping> kept =
          Keeping.all(common.types(), settings.retention().payloads(), settings.batches().keep());
      LiveDivisions divisions = divisions(home, common, clock);
      NodeParts parts =
          parts(
              common.with(divisions.divisions()),
              held,
              secret,
              through.apply(brokers),
              time,
              traces == null ? Tracing.NONE : traces,
              clock);
      this.keys =
          new LiveKeys(
              home.keys(),
              secret.characters(),
              token,
              held,
              parts.sealer(),
              parts.opener(),
              brokers);
      FollowRegistry follow =
          new FollowRegistry(systems, ledger.systemChanges(), parts.bells(), clock);
      follow.follow();
      LegsRunner legs = new LegsRunner(parts);
      running.push(legs);
      running.push(new RegistryWatch(systems, follow));
      running.push(new DirectoryWatch(keys, directory, divisions, brokers));
      running.push(
          new CertificateWatch(
              keys, directory, book, new HttpStatuses(), ledger, settings.revocation(), clock));
      RedirectRecord redirect = redirect(parts);
      RunOperations many =
          new RunOperations(
              ledger.operations(),
              redirect::judge,
              parts.bells()::ringOutboxes,
              settings.operations().perSecond(),
              clock);
      running.push(many);
      CallHook hooks =
          new CallHook(
              vertx,
              new AllowedHosts(settings.webhooks().allow()),
              settings.webhooks().trust().isEmpty()
                  ? null
                  : home.folder().resolve(settings.webhooks().trust()),
              clock);
      running.push(new SendWebhooks(ledger.webhooks(), ledger.outcomes(), systems, hooks, clock));
      PayloadVault vault = new PayloadVault(secret.key("batches"));
      KeptTables tables =
          KeptTables.of(
              new BatchStore(home.batches(), vault),
              new UploadStore(home.uploads(), vault),
              settings.batches().maxBytes(),
              clock);
      Approvals approvals =
          new Approvals(
              new Effects(
                  ledger,
                  legs.legs().releaseEnvelope()::release,
                  new EraseRecord(settings.node(), ledger, parts.controls(), parts.bells(), clock),
                  redirect,
                  many::begun,
                  clock),
              settings.approval().within());
      running.push(approvals);
      Acts acts = new Acts(ledger.auditLog(), clock);
      running.push(acts);
      ApiParts opened =
          opened(
              parts,
              follow,
              divisions,
              dialects(home, common, clock),
              evidence(home, parts, time),
              tables,
              hooks,
              acts,
              approvals,
              many::begun,
              metrics,
              traces == null ? CallTraces.NONE : traces,
              () -> new Holdings(disk.outlook(), kept, ledger.reusable().orElse(null)),
              home.accounts(),
              Elsewhere.of(settings.console(), home.folder(), clock),
              () -> {
                Optional<NextKeys> next =
                    NextKeys.load(home.keys(), secret.characters(), token)
                        .filter(each -> !each.signing().isEmpty());
                return next.isEmpty()
                    ? OptionalInt.empty()
                    : OptionalInt.of(parts.rehearsal().ask(signing(next.get(), clock)));
              },
              () ->
                  new OwnKeys.Held(
                      keys.get(), NextKeys.load(home.keys(), secret.characters(), token)));
      running.push(
          new RunBatches(tables, new SideDoor(opened), systems, settings.batches().keep(), clock));
      if (!settings.files().inbox().isEmpty()) {
        running.push(
            new DropFolders(
                home.folder().resolve(settings.files().inbox()),
                home.folder().resolve("files"),
                settings.replica(),
                systems,
                new SideDoor(opened),
                clock));
      }
      this.queues = queues(home, secret, opened);
      HttpApi api = new HttpApi(vertx, http(home, secret), opened);
      running.push(api);
      this.httpPort = api.start();
      this.examined = new LedgerExamined(ledger.examination());
      running.push(examined);
    } catch (Exception fault) {
      close();
      throw new IOException("Node " + settings.node() + " did not start", fault);
    }
    LOG.info("Node {} is ready on port {}", settings.node(), httpPort);
  }

  public String id() {
    return settings.node();
  }

  public Settings settings() {
    return settings;
  }

  public int httpPort() {
    return httpPort;
  }

  /** Where its API is. */
  public String url() {
    String scheme = settings.http().tls().on() ? "https://" : "http://";
    return scheme + settings.http().host() + ":" + httpPort;
  }

  /** Where the queues of local systems are; 0 if there are none. */
  public int queuePort() {
    return queues == null ? 0 : queues.port();
  }

  public SystemsFile systems() {
    return systems;
  }

  /** The newest verified directory. */
  public Directory directory() {
    return directory.get();
  }

  /** The keys in use. */
  public NodeKeys keys() {
    return keys.get();
  }

  /** Completes if the ledger is found to be damaged; what it says is logged. */
  public CompletableFuture<Void> damaged() {
    return examined.damaged();
  }

  /** Counts of the cryptographic operations performed so far. */
  public Operations operations() {
    return operations;
  }

  /** Stops in the reverse order: no new work first, the ledger last. */
  @Override
  public void close() {
    while (!running.isEmpty()) {
      try {
        running.pop().close();
      } catch (Exception fault) {
        LOG.warn("A part of node {} did not stop cleanly", settings.node(), fault);
      }
    }
  }

  /** The broker of this process; none where the settings name another. */
  private EmbeddedBroker broker(Home home, Secret secret) throws Exception {
    if (settings.broker().external()) {
      return null;
    }
    EmbeddedBroker broker =
        new EmbeddedBroker(
            new BrokerSettings(
                home.broker(),
                settings.broker().host(),
                settings.broker().port(),
                List.of(settings.node()),
                tls(home, secret)),
            settings.node(),
            IN_VM_IDS.getAndIncrement(),
            directory::admits);
    running.push(broker);
    return broker;
  }

  private static TlsStores tls(Home home, Secret secret) {
    return new TlsStores(
        NodeKeys.tlsKeyStore(home.keys()),
        NodeKeys.tlsTrustStore(home.keys()),
        new String(secret.characters()));
  }

  private NodeBrokers brokers(TlsStores tls, EmbeddedBroker broker) {
    String proxy = settings.broker().proxy();
    NodeBrokers brokers =
        broker == null
            ? new NodeBrokers(
                settings.node(), settings.broker().url(), tls, proxy, directory, directory::serves)
            : new NodeBrokers(settings.node(), broker, tls, proxy, directory, directory::serves);
    running.push(brokers);
    return brokers;
  }

  private NodeParts parts(
      Canon canon,
      NodeKeys keys,
      Secret secret,
      BrokerConnections brokers,
      TimeAuthority timeAuthority,
      Tracing tracing,
      Clock clock) {
    Suites suites = Suites.standard();
    return new NodeParts(
        settings.node(),
        canon.documents(),
        canon.types(),
        canon.validation(),
        canon.divisions(),
        canon.calendar(),
        directory,
        new Sealer(keys, directory, suites, clock, operations, settings.signing().batches()),
        new Opener(keys, directory, suites, clock, operations),
        new KeyedIndex(secret.key("index")),
        ledger,
        systems,
        new Submissions(settings.submit().waiting()),
        brokers,
        new Bells(),
        settings.submit().backlog(),
        settings.submit().validity(),
        settings.retry().askAfter(),
        settings.retention().payloads(),
        new Urging(settings.deadlines().remindAfter(), settings.deadlines().escalateAfter()),
        settings.checkpoint().every(),
        timeAuthority,
        tracing,
        clock);
  }

  private LiveDivisions divisions(Home home, Canon common, Clock clock) {
    return new LiveDivisions(
        new DivisionsFolder(home.divisions()),
        common.divisions().data(),
        version ->
            ledger.warn(
                "divisions " + version,
                new Alarm(clock.instant(), Alarm.Code.DIVISIONS_REFUSED, null, version)));
  }

  private Dialects dialects(Home home, Canon common, Clock clock) throws IOException {
    DialectsFolder folder = new DialectsFolder(home.dialects());
    DialectShelf shelf = new DialectShelf(folder, new DialectFiles(common.types(), common.lists()));
    ShadowBook book = new ShadowBook(folder, clock);
    running.push(new DialectWatch(book));
    return new NodeDialects(
        new LiveDialects(shelf, new DialectSchedule(shelf, clock), clock), book, clock);
  }

  private static RetryPolicy retry(Settings settings) {
    Settings.Retry retry = settings.retry();
    return new RetryPolicy(
        retry.first(), retry.longest(), retry.repeatAfter(), retry.drainPerSecond());
  }

  private ExportEvidence evidence(Home home, NodeParts parts, TimeAuthority time) {
    return new ExportEvidence(
        settings.node(),
        ledger,
        parts.documents(),
        parts.types(),
        keys,
        time,
        directory::open,
        home.revocation(),
        directory::revocationLists,
        parts.clock());
  }

  private Sealer signing(NextKeys next, Clock clock) {
    return new Sealer(
        keys.get().signingWith(next), directory, Suites.standard(), clock, operations);
  }

  /** Null unless they are set. */
  private SystemQueues queues(Home home, Secret secret, ApiParts opened) throws IOException {
    Settings.Queues set = settings.queues();
    if (!set.on()) {
      return null;
    }
    SystemQueues started =
        new SystemQueues(
            new QueueSettings(
                home.queues(),
                set.host(),
                set.port(),
                set.tls() ? NodeKeys.tlsKeyStore(home.keys()) : null,
                new String(secret.characters()),
                new PayloadVault(secret.key("queues"))),
            IN_VM_IDS.getAndIncrement(),
            systems,
            systems,
            new SideDoor(opened),
            ledger.outcomes());
    running.push(started);
    return started;
  }

  private ApiParts opened(
      NodeParts parts,
      FollowRegistry follow,
      LiveDivisions divisions,
      Dialects dialects,
      ExportEvidence evidence,
      KeptTables batches,
      CallHook hooks,
      Acts acts,
      Approvals approvals,
      Runnable operationsBegun,
      Metrics metrics,
      CallTraces traces,
      Supplier<Holdings> holdings,
      Path accounts,
      Elsewhere elsewhere,
      Rehearse rehearse,
      OwnKeys ownKeys) {
    Indexes indexes = new Indexes(parts.index());
    return new ApiParts(
        settings.node(),
        parts.submissions(),
        ledger,
        systems,
        new Meters(systems::limits),
        follow,
        divisions.divisions(),
        divisions::fault,
        parts.documents(),
        parts.types(),
        dialects,
        Opener::contentOfOwnStored,
        parts.receipts(),
        indexes::source,
        new NameRecipient(
            ledger, parts.documents(), parts.types(), indexes, parts.bells(), parts.clock()),
        approvals,
        indexes::subject,
        directory,
        evidence,
        parts.bells(),
        batches,
        hooks,
        acts,
        operationsBegun,
        settings.operations().perSecond(),
        metrics,
        traces,
        holdings,
        new Accounts(accounts, parts.clock(), new SecureRandom()),
        elsewhere,
        rehearse,
        ownKeys,
        parts.clock());
  }

  private RedirectRecord redirect(NodeParts parts) {
    return new RedirectRecord(
        ledger,
        parts.documents(),
        parts.types(),
        new Addressing(parts.divisions()),
        new Versions(parts.types(), parts.clock()),
        new Indexes(parts.index()),
        directory,
        parts.bells(),
        parts.clock());
  }

  /** Null unless they are set. Closed before the ledger that it reads. */
  private RecordTraces traces(Home home, Metrics metrics, Clock clock) throws IOException {
    Settings.Tracing set = settings.tracing();
    if (!set.on()) {
      return null;
    }
    byte[] trusted =
        set.trust().isEmpty() ? null : Files.readAllBytes(home.folder().resolve(set.trust()));
    RecordTraces traces =
        new RecordTraces(
            settings.node(),
            new RecordTraces.To(set.endpoint(), trusted, set.sampled()),
            ledger::traced,
            metrics::spans,
            clock);
    running.push(traces);
    ledger.watch(EventWatch.both(metrics, traces));
    return traces;
  }

  /** Closed before the ledger that it asks. */
  private DiskForecast disk(Home home, Clock clock) {
    Map<String, Path> folders = new LinkedHashMap<>();
    folders.put("broker", home.broker());
    folders.put("batches", home.batches());
    folders.put("uploads", home.uploads());
    folders.put("queues", home.queues());
    if (!settings.files().inbox().isEmpty()) {
      folders.put("files", home.folder().resolve(settings.files().inbox()));
    }
    DiskForecast disk =
        new DiskForecast(
            new Disk(home.folder(), ledger::size, settings.ledger().url().isEmpty(), folders),
            home.growth(settings.replica()),
            clock);
    running.push(disk);
    return disk;
  }

  private Metrics metrics(Home home, DiskForecast disk, Clock clock) {
    Metrics metrics = new Metrics(clock);
    ledger.watch(metrics);
    running.push(new Lookout(metrics.routes(), ledger::standings));
    new NodeGauges(ledger, directory, this::keys, home.folder(), disk, clock).register(metrics);
    return metrics;
  }

  private HttpSettings http(Home home, Secret secret) {
    HttpSettings http =
        HttpSettings.defaults()
            .at(settings.http().host(), settings.http().port())
            .withBody(settings.http().maxBody());
    Settings.Tls tls = settings.http().tls();
    if (!tls.on()) {
      return http;
    }
    boolean own = tls.key().equals(Settings.Tls.NODE);
    return http.with(
        new HttpTls(
            own ? NodeKeys.tlsKeyStore(home.keys()) : home.folder().resolve(tls.key()),
            own ? new String(secret.characters()) : tls.password(),
            tls.clients().isEmpty() ? null : home.folder().resolve(tls.clients())));
  }
}
