package hutong.gateway.http;

import hutong.certs.Authority;
import hutong.certs.Directory;
import hutong.certs.DirectoryContent;
import hutong.certs.KeyedIndex;
import hutong.certs.Member;
import hutong.certs.NodeKeys;
import hutong.certs.Opener;
import hutong.certs.Operations;
import hutong.certs.Outage;
import hutong.certs.PayloadVault;
import hutong.certs.Sealer;
import hutong.certs.Suites;
import hutong.certs.Untrusted;
import hutong.gateway.approvals.Approvals;
import hutong.gateway.approvals.Effects;
import hutong.gateway.audit.Acts;
import hutong.gateway.batches.BatchStore;
import hutong.gateway.batches.KeptTables;
import hutong.gateway.batches.UploadStore;
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
import hutong.gateway.ledger.LedgerSettings;
import hutong.gateway.ledger.SqlLedger;
import hutong.gateway.operations.RunOperations;
import hutong.gateway.systems.FollowRegistry;
import hutong.gateway.systems.Meters;
import hutong.gateway.systems.SystemsFile;
import hutong.gateway.trace.CallTraces;
import hutong.gateway.watch.Disk;
import hutong.gateway.watch.DiskForecast;
import hutong.gateway.watch.Holdings;
import hutong.gateway.watch.Keeping;
import hutong.gateway.watch.Metrics;
import hutong.gateway.webhooks.AllowedHosts;
import hutong.gateway.webhooks.CallHook;
import hutong.routes.Addressing;
import hutong.routes.Bells;
import hutong.routes.EraseRecord;
import hutong.routes.Indexes;
import hutong.routes.LocalSystem;
import hutong.routes.RetryPolicy;
import hutong.routes.Versions;
import hutong.routes.WriteControl;
import hutong.routes.WriteReceipt;
import hutong.routes.ledger.Act;
import hutong.routes.ledger.AuditLog;
import hutong.routes.ledger.LedgerUnavailable;
import hutong.routes.submit.NameRecipient;
import hutong.routes.submit.Outcome;
import hutong.routes.submit.RedirectRecord;
import hutong.routes.submit.Submission;
import hutong.routes.submit.Submissions;
import hutong.schemas.CodeLists;
import hutong.schemas.Divisions;
import hutong.schemas.Documents;
import hutong.schemas.RecordTypes;
import hutong.schemas.dialects.DialectFiles;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/**
 * A real server on a free port over a real ledger, with two deciding systems, a reader and an
 * operator. What takes from the submissions here stands for the submit leg: each test says what it
 * answers. The way through the real leg is the end-to-end tests' matter.
 */
final class RunningApi implements AutoCloseable {

  static final String NODE = "360000";

  /** Slow to make, never changed, so made once for all tests. */
  private static final Documents DOCUMENTS = new Documents();

  private static final RecordTypes TYPES = RecordTypes.load();
  private static final Authority AUTHORITY = authority();
  private static final NodeKeys KEYS = AUTHORITY.issue(NODE, List.of("127.0.0.1"));
  private static final Sealer SEALER =
      new Sealer(
          KEYS, RunningApi::anyDirectory, Suites.standard(), new MovedClock(), new Operations());

  final MovedClock clock = new MovedClock();
  final Documents documents = DOCUMENTS;
  final Bells bells = new Bells();
  final Submissions submissions = new Submissions(8);
  final Vertx vertx = Vertx.vertx();
  final SystemsFile systems;
  final SqlLedger ledger;
  final FollowRegistry follow;
  final WriteReceipt receipts;
  final Sealer sealer = SEALER;
  final Indexes indexes = new Indexes(new KeyedIndex(new byte[32]));
  final String desk;
  final String otherDesk;
  final String clinic;
  final String operator;
  final Accounts accounts;
  final HttpApi api;
  final int port;

  private final HttpClient http =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private final Thread leg = new Thread(this::runLeg, "stands-for-the-submit-leg");
  volatile Directory directory = directory(List.of());
  private final RunOperations many;
  final CallHook hooks;
  private final Acts acts;
  private final Approvals approvals;
  final String second;
  private final DiskForecast disk;
  private volatile boolean running = true;
  volatile boolean nothingNoted;

  /** Stands for the receive leg's steps. */
  volatile UnaryOperator<String> released = digest -> "RECEIVED";

  private volatile Function<Submission, Outcome> answer;

  RunningApi(Path home) throws IOException {
    this(home, HttpSettings.defaults());
  }

  RunningApi(Path home, HttpSettings settings) throws IOException {
    this(home, settings, null);
  }

  /**
   * @param elsewhere null: accounts of its own alone
   */
  RunningApi(Path home, HttpSettings settings, Elsewhere elsewhere) throws IOException {
    this(home, settings, elsewhere, new LedgerSettings(home.resolve("ledger.db"), "", "", "", "1"));
  }

  /**
   * @param place where its ledger is
   */
  RunningApi(Path home, HttpSettings settings, Elsewhere elsewhere, LedgerSettings place)
      throws IOException {
    this.accounts = new Accounts(home.resolve("accounts.json"), clock, new SecureRandom());
    this.systems = new SystemsFile(home.resolve("systems.json"), clock, new SecureRandom());
    this.desk = systems.add(decider("desk"), null);
    this.otherDesk =
        systems.add(new LocalSystem("other-desk", true, null, Set.of(), List.of("3602")), null);
    this.clinic =
        systems.add(new LocalSystem("clinic", false, "services", Set.of(), List.of("36")), null);
    this.operator = systems.addOperator("ops", null);
    this.second = systems.addOperator("second-ops", null);
    this.ledger =
        SqlLedger.open(place, new PayloadVault(new byte[32]), RetryPolicy.STANDARD, clock);
    this.hooks = new CallHook(vertx, new AllowedHosts(List.of("127.0.0.0/8")), null, clock);
    this.acts = new Acts(new Notable(), clock);
    RedirectRecord redirect =
        new RedirectRecord(
            ledger,
            documents,
            TYPES,
            new Addressing(Divisions.load()),
            new Versions(TYPES, clock),
            indexes,
            () -> directory,
            bells,
            clock);
    this.many =
        new RunOperations(ledger.operations(), redirect::judge, bells::ringOutboxes, 200, clock);
    this.approvals =
        new Approvals(
            new Effects(
                ledger,
                digest -> released.apply(digest),
                new EraseRecord(
                    NODE, ledger, new WriteControl(NODE, documents, sealer, clock), bells, clock),
                redirect,
                many::begun,
                clock),
            Duration.ofDays(7));
    this.follow = new FollowRegistry(systems, ledger.systemChanges(), bells, clock);
    this.disk =
        new DiskForecast(
            new Disk(home, ledger::size, true, Map.of("batches", home.resolve("batches"))),
            home.resolve("growth-1"),
            clock);
    this.receipts = new WriteReceipt(NODE, documents, sealer);
    this.api =
        new HttpApi(
            vertx,
            settings,
            new ApiParts(
                NODE,
                submissions,
                ledger,
                systems,
                new Meters(systems::limits),
                follow,
                Divisions.load(),
                () -> null,
                documents,
                TYPES,
                dialects(home),
                Opener::contentOfOwnStored,
                receipts,
                indexes::source,
                new NameRecipient(ledger, documents, TYPES, indexes, bells, clock),
                approvals,
                indexes::subject,
                () -> directory,
                new ExportEvidence(
                    NODE,
                    ledger,
                    documents,
                    TYPES,
                    () -> KEYS,
                    AUTHORITY.issueTimeStamper(NODE),
                    () -> {
                      throw new IOException("no directory is kept here");
                    },
                    home.resolve("revocation"),
                    List::of,
                    clock),
                bells,
                KeptTables.of(
                    new BatchStore(home.resolve("batches"), new PayloadVault(new byte[32])),
                    new UploadStore(home.resolve("uploads"), new PayloadVault(new byte[32])),
                    10_000_000,
                    clock),
                hooks,
                acts,
                many::begun,
                200,
                metrics(),
                CallTraces.NONE,
                () ->
                    new Holdings(
                        disk.outlook(), Keeping.all(TYPES, Duration.ZERO, Duration.ofDays(14)), 0L),
                accounts,
                elsewhere,
                OptionalInt::empty,
                () -> new OwnKeys.Held(KEYS, Optional.empty()),
                clock));
    this.port = api.start();
    leg.start();
  }

  /** The ledger's log, as long as it can be written. */
  private final class Notable implements AuditLog {
    @Override
    public void note(List<Act> some) {
      if (nothingNoted) {
        throw new LedgerUnavailable("nothing can be noted");
      }
      ledger.auditLog().note(some);
    }

    @Override
    public List<Act> list(Filter filter, Cursor after, int max) {
      return ledger.auditLog().list(filter, after, max);
    }
  }

  private Metrics metrics() {
    Metrics metrics = new Metrics(clock);
    ledger.watch(metrics);
    return metrics;
  }

  private Dialects dialects(Path home) throws IOException {
    DialectsFolder folder = new DialectsFolder(home.resolve("dialects"));
    DialectShelf shelf = new DialectShelf(folder, new DialectFiles(TYPES, CodeLists.load()));
    return new NodeDialects(
        new LiveDialects(shelf, new DialectSchedule(shelf, clock), clock),
        new ShadowBook(folder, clock),
        clock);
  }

  /** What stands for the submit leg answers so from now on; null keeps the poster waiting. */
  void legAnswers(Function<Submission, Outcome> with) {
    this.answer = with;
  }

  int port() {
    return port;
  }

  ApiClient client(String key) {
    return new ApiClient(vertx, URI.create("http://127.0.0.1:" + port), key, "en", 8);
  }

  static <T> T await(Future<T> call) {
    return call.toCompletionStage().toCompletableFuture().orTimeout(20, TimeUnit.SECONDS).join();
  }

  HttpRequest.Builder request(String path, String key) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
            .timeout(Duration.ofSeconds(20));
    return key == null ? request : request.header("Authorization", "Bearer " + key);
  }

  HttpResponse<String> send(HttpRequest.Builder request) throws IOException {
    try {
      return http.send(request.build(), HttpResponse.BodyHandlers.ofString());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException(e);
    }
  }

  HttpResponse<String> get(String path, String key) throws IOException {
    return send(request(path, key));
  }

  HttpResponse<String> post(String path, String key, String json) throws IOException {
    return send(
        request(path, key)
            .header("Content-Type", "application/json")
            .POST(HttpRequest.BodyPublishers.ofString(json)));
  }

  private static Authority authority() {
    try {
      return Authority.create(
          Files.createTempDirectory("authority"),
          "synthetic secret".toCharArray(),
          new MovedClock());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static final Directory ANY = directory(List.of());

  private static Directory anyDirectory() {
    return ANY;
  }

  /** This node and one partner. */
  static Directory directory(List<Outage> partnersOutages) {
    return directoryOf(List.of(member(NODE), member(Samples.PARTNER).withOutages(partnersOutages)));
  }

  /** With these members and this node. */
  static Directory directoryWith(Collection<String> ids) {
    return directoryOf(
        Stream.concat(Stream.of(NODE), ids.stream()).map(RunningApi::member).toList());
  }

  private static Directory directoryOf(List<Member> members) {
    Instant now = new MovedClock().instant();
    DirectoryContent content =
        new DirectoryContent(1, now, now.plus(Duration.ofDays(365)), members);
    try {
      return Directory.verify(
          AUTHORITY.signDirectory(content), AUTHORITY.root(), now, Suites.standard());
    } catch (Untrusted e) {
      throw new IllegalStateException(e);
    }
  }

  private static Member member(String id) {
    NodeKeys keys = AUTHORITY.issue(id, List.of("127.0.0.1"));
    return new Member(
        id,
        id,
        id,
        List.of(id),
        "tcp://127.0.0.1:1",
        "inbox." + id,
        List.of(keys.signingCertificate()),
        keys.encryptionCertificates(),
        List.of("INTL"),
        "INTL",
        List.of(),
        "CN",
        List.of());
  }

  private static LocalSystem decider(String name) {
    return new LocalSystem(name, true, null, Set.of(), List.of("36"));
  }

  private void runLeg() {
    try {
      while (running) {
        for (Submission submission : submissions.take(8)) {
          Outcome outcome = answer == null ? null : answer.apply(submission);
          if (outcome != null) {
            submission.outcome().complete(outcome);
          }
        }
      }
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public void close() {
    running = false;
    leg.interrupt();
    api.close();
    await(vertx.close());
    approvals.close();
    many.close();
    acts.close();
    disk.close();
    ledger.close();
  }
}
