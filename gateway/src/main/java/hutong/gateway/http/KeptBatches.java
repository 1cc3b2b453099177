package hutong.gateway.http;

import com.fasterxml.jackson.databind.json.JsonMapper;
import hutong.gateway.batches.Batch;
import hutong.gateway.batches.Batch.State;
import hutong.gateway.batches.BatchStore;
import hutong.gateway.batches.BatchStore.Part;
import hutong.gateway.batches.KeepTable;
import hutong.gateway.batches.KeepTable.Asked;
import hutong.gateway.batches.KeepTable.TooLarge;
import hutong.schemas.dialects.Dialect;
import io.vertx.core.Vertx;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/**
 * Tables that are taken whole and worked off then: whoever sent one may go, and ask later how it
 * stands, or have it back marked.
 */
final class KeptBatches implements AutoCloseable {

  /** What may travel beside a table that is kept: all else might be personal. */
  static final String CLOCK = "clock";

  private static final int LONGEST_WAIT = 60;

  /** Nothing rings for it: whoever waits looks once a second. */
  private static final CompletableFuture<Void> SILENT = new CompletableFuture<>();

  private static final JsonMapper JSON = JsonMapper.builder().build();

  static final int MOST_OF_ONE = 100;
  private static final int AT_ONCE = 6;

  private final BatchStore store;
  private final KeepTable keep;
  private final InDialect inDialect;
  private final Vertx vertx;
  private final Clock clock;
  private final Duration patience;
  private final Failures failures;
  private final MailboxWaiters waiters;
  private final BooleanSupplier closing;
  private final LedgerThreads threads = new LedgerThreads(AT_ONCE, AT_ONCE);
  private final Slots slots = new Slots(AT_ONCE, 2);

  KeptBatches(
      Vertx vertx,
      ApiParts parts,
      MailboxWaiters waiters,
      Failures failures,
      BooleanSupplier closing,
      Duration patience) {
    this.waiters = waiters;
    this.closing = closing;
    this.patience = patience;
    this.vertx = vertx;
    this.store = parts.batches().store();
    this.keep = parts.batches().keep();
    this.inDialect = new InDialect(parts.dialects());
    this.clock = parts.clock();
    this.failures = failures;
  }

  void post(Call call) {
    Dialect dialect = inDialect.of(call);
    if (dialect == null || !dialect.many()) {
      throw Refused.parameter("dialect");
    }
    InDialect.checkType(call, dialect);
    Map<String, String> beside = InDialect.beside(call, dialect);
    if (!beside.keySet().equals(Set.of(CLOCK)) && !beside.isEmpty()) {
      throw new Refused(ApiCode.HEADER_INVALID, List.of(InDialect.BESIDE));
    }
    boolean rejectAll = rejectAll(call.query("onError"));
    String system = call.system().name();
    if (store.of(system).size() >= MOST_OF_ONE) {
      throw new Refused(ApiCode.BATCHES_FULL);
    }
    Slots.Slot slot = slots.take(call.asker());
    if ("100-continue".equalsIgnoreCase(call.header("Expect"))) {
      call.request().response().writeContinue();
    }
    BodyStream body = new BodyStream(call.request(), call.context(), patience);
    boolean chinese = call.language() == Language.ZH;
    Asked asked =
        new Asked(
            system,
            dialect.heading().name(),
            rejectAll,
            chinese,
            beside.get(CLOCK),
            clock.instant());
    threads
        .ask(call.context(), () -> keep.keep(asked, body, keep.room(system)))
        .onComplete(any -> slot.free())
        .onSuccess(batch -> taken(call, batch))
        .onFailure(fault -> broken(call, fault));
  }

  static boolean rejectAll(String onError) {
    if (onError == null || onError.equals("acceptValid")) {
      return false;
    }
    if (onError.equals("rejectAll")) {
      return true;
    }
    throw Refused.parameter("onError");
  }

  private void taken(Call call, Batch batch) {
    if (call.gone()) {
      return;
    }
    call.header("Location", "/v1/batches/" + batch.id());
    call.json(202, out -> write(out, batch));
  }

  /** A body that was not read whole ends its connection, once the answer is heard. */
  private void broken(Call call, Throwable fault) {
    if (call.gone()) {
      return;
    }
    call.leftUnread();
    if (fault instanceof BodyStream.TooSlow) {
      call.refuse(new Refused(ApiCode.BODY_TOO_SLOW));
    } else if (fault instanceof TooLarge) {
      call.refuse(new Refused(ApiCode.BODY_TOO_LARGE));
    } else if (fault instanceof BodyStream.BrokenOff) {
      vertx.runOnContext(any -> call.request().connection().close());
    } else {
      failures.unwritten(call, fault);
    }
  }

  void list(Call call) {
    String system = call.system().name();
    call.json(200, out -> out.objects("items", store.of(system), each -> write(out, each)));
  }

  /** Waits, if asked to, without a thread, until it has ended. */
  void find(Call call) {
    int wait = call.query("wait", 0, LONGEST_WAIT, 0);
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(wait);
    failures.guard(call, () -> look(call, end));
  }

  private void look(Call call, long end) {
    if (call.gone()) {
      return;
    }
    Batch batch = batch(call);
    long left = TimeUnit.NANOSECONDS.toMillis(end - System.nanoTime());
    if (left <= 0 || !batch.open() || closing.getAsBoolean()) {
      call.json(200, out -> write(out, batch));
      return;
    }
    waiters.await(
        call.context(),
        "batch " + call.asker(),
        SILENT,
        left,
        () -> failures.guard(call, () -> look(call, end)));
  }

  void cancel(Call call) {
    JsonRequest.nothing(call);
    UUID id = batch(call).id();
    answer(
        call,
        () -> store.cancel(id, clock.instant()).orElseThrow(() -> new Refused(ApiCode.NOT_FOUND)));
  }

  void remove(Call call) {
    JsonRequest.nothing(call);
    Batch batch = batch(call);
    if (batch.open()) {
      throw new Refused(ApiCode.STILL_OPEN);
    }
    threads
        .ask(
            call.context(),
            () -> {
              store.remove(batch.id());
              return batch.id();
            })
        .onSuccess(done -> call.nothing())
        .onFailure(fault -> failures.answer(call, fault));
  }

  /** What became of each row, once it has ended: lines of JSON. */
  void rows(Call call) {
    String refused = call.query("refused");
    if (refused != null && !List.of("true", "false").contains(refused)) {
      throw Refused.parameter("refused");
    }
    boolean some = "true".equals(refused);
    hand(call, Part.ROWS, PostBatch.LINES, some ? KeptBatches::refused : KeptBatches::all);
  }

  /** The table, each row marked. */
  void marked(Call call) {
    hand(call, Part.MARKED, MarkedAnswer.TYPE, KeptBatches::all);
  }

  /** How what is kept goes into an answer. */
  private interface Copy {
    void of(InputStream in, AnswerLines answer) throws IOException;
  }

  private static void all(InputStream in, AnswerLines answer) throws IOException {
    byte[] piece = new byte[16 << 10];
    for (int n = in.read(piece); n >= 0; n = in.read(piece)) {
      answer.octets(piece, 0, n);
    }
  }

  /** The lines that have a code of their own. */
  private static void refused(InputStream in, AnswerLines answer) throws IOException {
    BufferedReader lines = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8));
    for (String line = lines.readLine(); line != null; line = lines.readLine()) {
      if (JSON.readTree(line).has("code")) {
        byte[] octets = (line + "\n").getBytes(StandardCharsets.UTF_8);
        answer.octets(octets, 0, octets.length);
      }
    }
  }

  private void hand(Call call, Part part, String type, Copy copy) {
    Batch batch = batch(call);
    if (batch.open() || batch.state() == State.FAILED || batch.state() == State.CANCELLED) {
      throw new Refused(ApiCode.BATCH_NOT_YET);
    }
    Slots.Slot slot = slots.take(call.asker());
    AnswerLines answer = new AnswerLines(call.beginPieces(type), call.context(), patience);
    threads
        .ask(
            call.context(),
            () -> {
              try (InputStream in = store.read(batch.id(), part).orElseThrow()) {
                copy.of(in, answer);
              }
              answer.end();
              return null;
            })
        .onComplete(any -> slot.free())
        .onFailure(
            fault -> {
              failures.log(call, fault);
              call.request().connection().close();
            });
  }

  private void answer(Call call, Callable<Batch> asked) {
    threads
        .ask(call.context(), asked)
        .onSuccess((Batch batch) -> call.json(200, out -> write(out, batch)))
        .onFailure(fault -> failures.answer(call, fault));
  }

  private Batch batch(Call call) {
    return store
        .find(call.pathId("id"), call.system().name())
        .orElseThrow(() -> new Refused(ApiCode.NOT_FOUND));
  }

  private static void write(JsonBody out, Batch batch) throws IOException {
    out.text("id", batch.id());
    out.text("dialect", batch.dialect());
    out.text("onError", batch.rejectAll() ? "rejectAll" : "acceptValid");
    out.text("state", batch.state());
    out.text("cause", batch.cause());
    out.number("bytes", batch.bytes());
    out.text("sha256", batch.sha256());
    out.text("created", batch.created());
    out.text("changed", batch.changed());
    out.number("rows", batch.rows());
    out.number("taken", batch.taken());
    out.number("replayed", batch.replayed());
    out.number("refused", batch.refused());
  }

  @Override
  public void close() {
    threads.close();
  }
}
