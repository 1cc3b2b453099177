package hutong.gateway.http;

import hutong.gateway.dialects.Dialects;
import hutong.gateway.systems.Meters;
import hutong.routes.LocalSystem;
import hutong.routes.submit.Submissions;
import hutong.schemas.RefusedInput;
import hutong.schemas.dialects.Dialect;
import hutong.schemas.dialects.DialectReader;
import hutong.schemas.dialects.Translated;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;

/**
 * Takes a document of many records while it arrives, however long it is, and tells row by row what
 * became of each. What was taken before stays taken: the same document may be posted again.
 */
final class PostBatch implements AutoCloseable {
  static final String LINES = "application/x-ndjson";

  private static final long LINGER_MS = 500;
  private static final int MOST_AT_ONCE = 6;
  private static final int MOST_OF_ONE = 2;

  private final Submissions submissions;
  private final Dialects dialects;
  private final InDialect inDialect;
  private final Meters meters;
  private final Clock clock;
  private final Vertx vertx;
  private final LedgerThreads threads = new LedgerThreads(MOST_AT_ONCE, MOST_AT_ONCE);
  private final Duration patience;
  private final Failures failures;
  private final Slots slots = new Slots(MOST_AT_ONCE, MOST_OF_ONE);

  /** Of documents that are held whole. */
  private final Slots large = new Slots(2, 1);

  PostBatch(Vertx vertx, ApiParts parts, Failures failures, Duration patience) {
    this.patience = patience;
    this.vertx = vertx;
    this.submissions = parts.submissions();
    this.dialects = parts.dialects();
    this.inDialect = new InDialect(parts.dialects());
    this.meters = parts.meters();
    this.clock = parts.clock();
    this.failures = failures;
  }

  private record Begun(DialectReader reader, Translated first) {}

  void post(Call call) {
    Dialect dialect = inDialect.of(call);
    if (dialect == null) {
      throw Refused.parameter("dialect");
    }
    InDialect.checkType(call, dialect);
    Map<String, String> beside = InDialect.beside(call, dialect);
    boolean check = "true".equals(call.query("check"));
    LocalSystem system = call.system();
    Slots.Slot slot = (dialect.streams() ? slots : large).take(call.asker());
    if ("100-continue".equalsIgnoreCase(call.header("Expect"))) {
      call.request().response().writeContinue();
    }
    BodyStream body = new BodyStream(call.request(), call.context(), patience);
    threads
        .ask(
            call.context(),
            () -> {
              DialectReader reader = dialect.open(body, clock.instant(), beside);
              return new Begun(reader, reader.next());
            })
        .onSuccess(
            begun ->
                begun(
                    call,
                    slot,
                    body,
                    begun,
                    new Rows(dialect, dialects, system, meters, check, call.traceparent())))
        .onFailure(fault -> notBegun(call, slot, fault));
  }

  /** Nothing of it was taken: the whole of it is refused, as any call. */
  private void notBegun(Call call, Slots.Slot slot, Throwable fault) {
    slot.free();
    if (call.gone()) {
      return;
    }
    if (fault instanceof RefusedInput refused) {
      call.refuse(refused.violations());
    } else if (fault instanceof BodyStream.TooSlow) {
      call.refuse(new Refused(ApiCode.BODY_TOO_SLOW));
    } else if (fault instanceof IOException) {
      call.request().connection().close();
    } else {
      failures.answer(call, fault);
    }
  }

  private void begun(Call call, Slots.Slot slot, BodyStream body, Begun begun, Rows rows) {
    boolean marked = MarkedAnswer.wanted(call);
    AnswerLines lines =
        new AnswerLines(
            call.beginPieces(marked ? MarkedAnswer.TYPE : LINES), call.context(), patience);
    threads
        .ask(
            call.context(),
            () -> {
              try (DialectReader reader = begun.reader) {
                var unused =
                    new TakeRows(
                            submissions,
                            rows,
                            marked
                                ? new MarkedAnswer(lines, reader, call.language())
                                : new RowLines(lines, rows.check(), call.language()))
                        .all(begun.first, reader);
              }
              return null;
            })
        .onComplete(any -> slot.free())
        .onSuccess(any -> leave(call, body))
        .onFailure(
            fault -> {
              // Half an answer must not look like a whole one.
              failures.log(call, fault);
              call.request().connection().close();
            });
  }

  /** What is not read is not waited for: once the answer is heard, the connection ends. */
  private void leave(Call call, BodyStream body) {
    if (!body.ended()) {
      vertx.setTimer(LINGER_MS, any -> call.request().connection().close());
    }
  }

  @Override
  public void close() {
    threads.close();
  }

  /**
   * Whose rows they are.
   *
   * @param check whether they are only checked
   * @param traceparent of the call that brings them; null if nobody follows it
   */
  record Rows(
      Dialect dialect,
      Dialects dialects,
      LocalSystem system,
      Meters meters,
      boolean check,
      String traceparent) {}
}
