package hutong.gateway.http;

import hutong.gateway.console.Console;
import hutong.gateway.console.ConsoleParts;
import hutong.gateway.dialects.HeldRecords;
import hutong.schemas.RefusedInput;
import hutong.schemas.hx.Receipt;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Serves the node's HTTP interface from its start to its close, on one event loop: what the
 * interface remembers between calls is touched by that thread alone.
 */
public final class HttpApi implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(HttpApi.class);
  private static final int STALLED_SECONDS = 120;

  /** Of a form of the console: a list of a thousand ids. */
  private static final int MOST_FIELD = 61_440;

  private static final long START_SECONDS = 30;
  private static final long TICK_MS = 200;
  private static final long LOOK_MS = 5_000;

  private final Vertx vertx;
  private final HttpSettings settings;
  private final Context loop;
  private final LedgerThreads threads;

  /** Apart, so that no other call waits behind an attachment. */
  private final LedgerThreads largeThreads = new LedgerThreads(2, 200);

  private final ConnectionWatch watch;
  private final MailboxWaiters waiters;
  private final Console console;
  private final ApiRouter router;
  private final HttpServer server;

  /** Null without TLS. */
  private final LiveTls tls;

  /** Threads of single operations. */
  private final List<Runnable> beside = new ArrayList<>();

  private volatile boolean closing;
  private long timer;
  private long tlsTimer = -1;

  public HttpApi(Vertx vertx, HttpSettings settings, ApiParts parts) throws IOException {
    this.vertx = vertx;
    this.settings = settings;
    this.loop = vertx.getOrCreateContext();
    this.threads = new LedgerThreads(settings.ledgerThreads(), settings.ledgerQueue());
    this.watch = new ConnectionWatch(settings.connections(), settings.headTime());
    this.waiters = new MailboxWaiters(vertx, parts.bells());
    LogFault log = new LogFault();
    Failures failures = new Failures(log);
    this.console = console(parts);
    this.router =
        new ApiRouter(
            vertx,
            loop,
            settings,
            new Identity(parts.systems(), parts.clock()),
            new CallLimit(parts.meters()),
            new Noted(parts.acts(), parts.systems(), threads),
            watch,
            parts.metrics(),
            parts.traces(),
            failures,
            handlings(parts, failures, log),
            console);
    this.server = vertx.createHttpServer(options(settings));
    this.tls = settings.tls() == null ? null : new LiveTls(settings.tls(), server);
  }

  private Console console(ApiParts parts) {
    return new Console(
        vertx,
        new ConsoleParts(
            parts.node(),
            parts.ledger(),
            parts.directory(),
            parts.sourceIndex()::of,
            parts.systems(),
            parts.types(),
            signed -> receipt(parts, signed),
            parts.operationsBegun(),
            parts.operationsPerSecond(),
            parts.accounts(),
            parts.elsewhere(),
            parts.bells(),
            parts.metrics().routes(),
            parts.acts(),
            parts.approvals(),
            parts.holdings(),
            parts.ownKeys(),
            parts.rehearse(),
            parts.dialects(),
            new HeldRecords(parts.evidence(), parts.documents(), parts.documentOf()),
            settings.tls() != null || (parts.elsewhere() != null && parts.elsewhere().encrypted()),
            settings.bodyTime(),
            parts.clock()));
  }

  private static Receipt receipt(ApiParts parts, byte[] signed) {
    try {
      return parts.documents().readReceipt(parts.documentOf().apply(signed));
    } catch (RefusedInput fault) {
      throw new IllegalStateException("what was stored was verified", fault);
    }
  }

  private Map<Operation, Handling> handlings(ApiParts parts, Failures failures, LogFault log) {
    PostRecords post = new PostRecords(vertx, parts, log, settings.answerTime());
    SearchRecords search = new SearchRecords(parts, threads, failures);
    ReadRecords read = new ReadRecords(parts, threads, failures, search);
    ReadReceipt receipt = new ReadReceipt(parts, threads, failures);
    GivenLeases given = new GivenLeases();
    PollMailbox poll = new PollMailbox(parts, threads, waiters, given, failures, () -> closing);
    AnswerMail mail = new AnswerMail(parts, threads, given, failures);
    OperateNode operate = new OperateNode(parts, threads, failures);
    Intervene intervene = new Intervene(parts, threads, failures);
    OperateRoutes routes = new OperateRoutes(parts, threads, failures);
    PutAttachment put =
        new PutAttachment(vertx, parts, largeThreads, failures, settings.bodyTime());
    ReadAttachment attachment = new ReadAttachment(parts, largeThreads, failures);
    ReadEvidence evidence = new ReadEvidence(parts, largeThreads, failures);
    TellRestore restore = new TellRestore(parts, threads, failures);
    TellDisclosures disclosures = new TellDisclosures(parts, threads, failures);
    TellDeadlines deadlines = new TellDeadlines(parts, threads, failures);
    TellRates rates = new TellRates(parts, largeThreads, failures);
    RehearseKeys rehearse = new RehearseKeys(parts, threads, failures);
    Health health = new Health(parts.ledger(), threads, failures, log, () -> closing);
    Duration patience = settings.bodyTime().multipliedBy(3);
    Map<Operation, Handling> handlings = new EnumMap<>(Operation.class);
    handlings.put(Operation.SUBMIT, post::submit);
    handlings.put(Operation.VALIDATE, post::validate);
    PostBatch batch = new PostBatch(vertx, parts, failures, patience);
    handlings.put(Operation.BATCH, batch::post);
    beside.add(batch::close);
    KeptBatches kept = new KeptBatches(vertx, parts, waiters, failures, () -> closing, patience);
    handlings.put(Operation.KEEP_BATCH, kept::post);
    handlings.put(Operation.BATCHES, kept::list);
    handlings.put(Operation.FIND_BATCH, kept::find);
    handlings.put(Operation.BATCH_ROWS, kept::rows);
    handlings.put(Operation.BATCH_MARKED, kept::marked);
    handlings.put(Operation.CANCEL_BATCH, kept::cancel);
    handlings.put(Operation.REMOVE_BATCH, kept::remove);
    beside.add(kept::close);
    CompareForms compare = new CompareForms(parts, threads, failures);
    handlings.put(Operation.DIALECTS, compare::list);
    handlings.put(Operation.TEMPLATE, new GiveTemplate(parts, threads, failures)::give);
    handlings.put(Operation.COMPARE, compare::posted);
    handlings.put(Operation.COMPARISON, compare::stored);
    AwaitRecord await = new AwaitRecord(parts, threads, waiters, failures, () -> closing);
    handlings.put(Operation.FIND, await::find);
    TellOutcomes outcomes = new TellOutcomes(parts, threads, waiters, failures, () -> closing);
    handlings.put(Operation.OUTCOMES, outcomes::tell);
    OperateHooks hooks = new OperateHooks(parts, threads, failures);
    handlings.put(Operation.HOOKS, hooks::list);
    handlings.put(Operation.ADD_HOOK, hooks::add);
    handlings.put(Operation.HOOK, hooks::find);
    handlings.put(Operation.TEST_HOOK, hooks::test);
    handlings.put(Operation.ROTATE_HOOK, hooks::rotate);
    handlings.put(Operation.RECOVER_HOOK, hooks::recover);
    handlings.put(Operation.ENABLE_HOOK, hooks::enable);
    handlings.put(Operation.REMOVE_HOOK, hooks::remove);
    handlings.put(Operation.FIND_BY_SOURCE, read::find);
    handlings.put(Operation.WHY, new TellWhy(parts, threads, failures)::tell);
    handlings.put(Operation.TIMELINE, read::timeline);
    handlings.put(Operation.RECEIPT, receipt::receipt);
    handlings.put(Operation.EVIDENCE, evidence::read);
    handlings.put(Operation.ATTACHMENT, attachment::read);
    handlings.put(Operation.PUT_ATTACHMENT, put::put);
    TusUploads uploads = new TusUploads(parts, threads, failures, patience);
    handlings.put(Operation.UPLOAD_OPTIONS, uploads::options);
    handlings.put(Operation.BEGIN_UPLOAD, uploads::begin);
    handlings.put(Operation.UPLOAD, uploads::tell);
    handlings.put(Operation.UPLOAD_PART, uploads::take);
    handlings.put(Operation.END_UPLOAD, uploads::end);
    beside.add(uploads::close);
    handlings.put(Operation.POLL, poll::poll);
    handlings.put(Operation.ACKNOWLEDGE, mail::acknowledge);
    handlings.put(Operation.GIVE_BACK, mail::giveBack);
    handlings.put(Operation.DECIDE, mail::decide);
    handlings.put(Operation.STATUS, operate::status);
    handlings.put(Operation.FAILURES, search::failures);
    handlings.put(Operation.RESTORE, restore::tell);
    handlings.put(Operation.WAIVE, restore::waive);
    handlings.put(Operation.MEMBERS, new TellMembers(parts, threads, failures)::tell);
    handlings.put(Operation.REHEARSE, rehearse::ask);
    handlings.put(Operation.REHEARSAL, rehearse::tell);
    handlings.put(Operation.ALARMS, operate::alarms);
    handlings.put(Operation.QUARANTINE, operate::quarantine);
    handlings.put(Operation.ASSIGN, operate::assign);
    handlings.put(Operation.ADDRESS, intervene::address);
    handlings.put(Operation.WITHDRAW, intervene::withdraw);
    handlings.put(Operation.ABANDON, intervene::abandon);
    handlings.put(Operation.RETRY, intervene::retry);
    OperateProposals proposals = new OperateProposals(parts, threads, failures);
    handlings.put(Operation.ERASE, proposals::erase);
    handlings.put(Operation.PROPOSE, proposals::propose);
    handlings.put(Operation.PROPOSALS, proposals::list);
    handlings.put(Operation.PROPOSAL, proposals::find);
    handlings.put(Operation.APPROVE, proposals::approve);
    handlings.put(Operation.REFUSE, proposals::refuse);
    OperateMany many = new OperateMany(parts, proposals, threads, failures);
    handlings.put(Operation.PLAN_OPERATION, many::plan);
    handlings.put(Operation.OPERATIONS, many::list);
    handlings.put(Operation.OPERATION, many::find);
    handlings.put(Operation.OPERATION_ITEMS, many::items);
    handlings.put(Operation.RUN_OPERATION, many::run);
    handlings.put(Operation.PAUSE_OPERATION, many::pause);
    handlings.put(Operation.CANCEL_OPERATION, many::cancel);
    handlings.put(Operation.DISCLOSURES, disclosures::tell);
    handlings.put(Operation.AUDIT, new TellActs(parts, threads, failures)::tell);
    ReconcileBooks books = new ReconcileBooks(parts, threads, failures);
    handlings.put(Operation.RECONCILE, books::ask);
    handlings.put(Operation.RECONCILIATION, books::show);
    OperateSystems systems = new OperateSystems(parts, threads, failures);
    handlings.put(Operation.SYSTEMS, systems::list);
    handlings.put(Operation.REGISTER, systems::register);
    OperateKeys keys = new OperateKeys(parts, threads, failures);
    handlings.put(Operation.KEYS, keys::list);
    handlings.put(Operation.ADD_KEY, keys::add);
    handlings.put(Operation.REVOKE_KEY, keys::revoke);
    handlings.put(Operation.CHANGE_SYSTEM, systems::change);
    handlings.put(Operation.LIMIT, systems::limit);
    handlings.put(Operation.ROTATE_KEY, systems::rotate);
    handlings.put(Operation.RETIRE, systems::retire);
    handlings.put(Operation.REPLACE, systems::replace);
    handlings.put(Operation.DEADLINES, deadlines::tell);
    handlings.put(Operation.RATES, rates::tell);
    TellRetention retention = new TellRetention(parts, threads, failures);
    handlings.put(Operation.RETENTION, retention::tell);
    handlings.put(Operation.PAUSE, routes::pause);
    handlings.put(Operation.RESUME, routes::resume);
    handlings.put(Operation.OPENAPI, new Document("openapi.yaml")::serve);
    handlings.put(Operation.ASYNCAPI, new Document("asyncapi.yaml")::serve);
    TellCodes codes = new TellCodes();
    handlings.put(Operation.CODES, codes::list);
    handlings.put(Operation.CODE, codes::page);
    handlings.put(Operation.METRICS, new TellMetrics(parts.metrics(), threads, failures)::tell);
    handlings.put(Operation.LIVE, health::live);
    handlings.put(Operation.READY, health::ready);
    return handlings;
  }

  Console console() {
    return console;
  }

  /**
   * Listens; not to be called on an event loop.
   *
   * @return the port bound
   */
  public int start() {
    server.connectionHandler(watch::connected);
    server.invalidRequestHandler(router::invalid);
    server.requestHandler(router::handle);
    int port = onLoop(server::listen).actualPort();
    timer =
        onLoop(() -> Future.succeededFuture(vertx.setPeriodic(TICK_MS, any -> watch.closeIdle())));
    if (tls != null) {
      tlsTimer = onLoop(() -> Future.succeededFuture(vertx.setPeriodic(LOOK_MS, any -> look())));
    }
    LOG.info("HTTP API listens on {}:{}", settings.host(), port);
    return port;
  }

  /** Takes no new calls, lets open ones end for a while, then closes every connection. */
  @Override
  public void close() {
    closing = true;
    onLoop(this::drained);
    vertx.cancelTimer(timer);
    vertx.cancelTimer(tlsTimer);
    onLoop(server::close);
    threads.close();
    largeThreads.close();
    beside.forEach(Runnable::run);
  }

  /** Files are read beside the loop. */
  private void look() {
    vertx.executeBlocking(
        () -> {
          tls.look();
          return null;
        });
  }

  private Future<Void> drained() {
    waiters.wakeAll();
    Promise<Void> empty = Promise.promise();
    long end = System.nanoTime() + settings.closeTime().toNanos();
    vertx.setPeriodic(
        10,
        tick -> {
          if (watch.calls() == 0 || System.nanoTime() > end) {
            vertx.cancelTimer(tick);
            empty.complete();
          }
        });
    return empty.future();
  }

  private <T> T onLoop(Supplier<Future<T>> work) {
    Promise<T> result = Promise.promise();
    loop.runOnContext(
        any -> {
          try {
            work.get().onComplete(result);
          } catch (RuntimeException fault) {
            result.fail(fault);
          }
        });
    return result
        .future()
        .toCompletionStage()
        .toCompletableFuture()
        .orTimeout(START_SECONDS, TimeUnit.SECONDS)
        .join();
  }

  private static HttpServerOptions options(HttpSettings settings) throws IOException {
    HttpServerOptions options = new HttpServerOptions();
    if (settings.tls() != null) {
      settings.tls().applyTo(options);
    }
    return options
        .setHost(settings.host())
        .setPort(settings.port())
        .setMaxHeaderSize(settings.headBytes())
        .setMaxInitialLineLength(settings.lineBytes())
        .setMaxFormAttributeSize(MOST_FIELD)
        .setIdleTimeout(STALLED_SECONDS)
        .setIdleTimeoutUnit(TimeUnit.SECONDS)
        .setHttp2ClearTextEnabled(false)
        .setTcpNoDelay(true);
  }
}
