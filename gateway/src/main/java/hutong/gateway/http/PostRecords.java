package hutong.gateway.http;

import hutong.gateway.dialects.Dialects;
import hutong.routes.submit.Outcome;
import hutong.routes.submit.Posting;
import hutong.routes.submit.Submission;
import hutong.routes.submit.Submissions;
import hutong.schemas.Documents;
import hutong.schemas.Format;
import hutong.schemas.dialects.Dialect;
import io.vertx.core.Vertx;
import java.time.Clock;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Takes posted records to the submit leg, and tells the poster what became of them. */
final class PostRecords {

  private static final int LONGEST_KEY = 255;

  private record RunningKey(String system, String key) {}

  private final Vertx vertx;
  private final Submissions submissions;
  private final CallLimit limit;
  private final LogFault log;
  private final Duration answerTime;
  private final Dialects dialects;
  private final InDialect inDialect;
  private final Documents documents;
  private final Clock clock;
  private final Set<RunningKey> running = new HashSet<>();

  PostRecords(Vertx vertx, ApiParts parts, LogFault log, Duration answerTime) {
    this.vertx = vertx;
    this.submissions = parts.submissions();
    this.limit = new CallLimit(parts.meters());
    this.dialects = parts.dialects();
    this.inDialect = new InDialect(parts.dialects());
    this.documents = parts.documents();
    this.clock = parts.clock();
    this.log = log;
    this.answerTime = answerTime;
  }

  void submit(Call call) {
    Posting posting = posting(call);
    String key = idempotencyKey(call);
    RunningKey run = key == null ? null : new RunningKey(call.system().name(), key);
    if (run != null && !running.add(run)) {
      throw new Refused(ApiCode.IDEMPOTENCY_KEY_RUNNING);
    }
    Submission submission =
        new Submission(call.system(), posting, key, false).of(call.traceparent());
    try {
      limit.record(call);
      if (!submissions.offer(submission)) {
        throw new Refused(ApiCode.TOO_BUSY);
      }
    } catch (Refused now) {
      running.remove(run);
      throw now;
    }
    await(call, submission, run);
  }

  void validate(Call call) {
    Submission submission = new Submission(call.system(), posting(call), null, true);
    if (!submissions.offer(submission)) {
      throw new Refused(ApiCode.TOO_BUSY);
    }
    await(call, submission, null);
  }

  private Posting posting(Call call) {
    byte[] body = call.body().getBytes();
    Dialect dialect = inDialect.of(call);
    if (dialect == null) {
      return new Posting.Canonical(body, format(call));
    }
    InDialect.checkType(call, dialect);
    return new PostedInDialect(body, dialect, InDialect.beside(call, dialect), dialects, clock);
  }

  private void await(Call call, Submission submission, RunningKey run) {
    long timer =
        vertx.setTimer(
            answerTime.toMillis(), late -> call.refuse(new Refused(ApiCode.OUTCOME_UNKNOWN)));
    var unused =
        submission
            .outcome()
            .whenComplete(
                (outcome, fault) ->
                    call.context()
                        .runOnContext(
                            done -> {
                              vertx.cancelTimer(timer);
                              running.remove(run);
                              if (fault == null) {
                                answer(call, outcome);
                              } else {
                                log.of(call.id(), fault);
                                call.refuse(new Refused(ApiCode.OUTCOME_UNKNOWN));
                              }
                            }));
  }

  private void answer(Call call, Outcome outcome) {
    if (outcome instanceof Outcome.Taken taken) {
      taken(call, taken);
    } else if (outcome instanceof Outcome.Checked checked) {
      checked(call, checked);
    } else if (outcome instanceof Outcome.Refused refused) {
      call.refuse(refused.violations());
    } else if (outcome instanceof Outcome.BacklogFull) {
      call.refuse(new Refused(ApiCode.BACKLOG_FULL));
    } else {
      call.refuse(new Refused(ApiCode.IDEMPOTENCY_KEY_REUSED));
    }
  }

  private static void taken(Call call, Outcome.Taken taken) {
    call.brought(taken.id());
    call.header("Location", "/v1/records/" + taken.id());
    if (taken.repeated()) {
      call.header("Hutong-Replayed", "true");
    }
    call.json(
        taken.repeated() ? 200 : 202,
        out -> {
          out.text("id", taken.id());
          out.text("state", taken.state());
          Problem.violations(out, "warnings", taken.warnings(), call.language());
        });
  }

  private void checked(Call call, Outcome.Checked checked) {
    call.json(
        200,
        out -> {
          out.text("to", checked.to());
          out.texts("candidates", checked.candidates());
          Problem.violations(out, "warnings", checked.warnings(), call.language());
          if (checked.record() != null) {
            out.written("record", documents.writeRecord(checked.record(), Format.JSON));
          }
        });
  }

  private static Format format(Call call) {
    if (call.request().headers().contains("Content-Encoding")) {
      throw new Refused(ApiCode.MEDIA_TYPE_UNSUPPORTED);
    }
    MediaType type = MediaType.parse(call.header("Content-Type"));
    Format format =
        switch (type.name()) {
          case "application/json" -> Format.JSON;
          case "application/xml", "text/xml" -> Format.XML;
          default -> throw new Refused(ApiCode.MEDIA_TYPE_UNSUPPORTED);
        };
    if (!type.utf8()) {
      throw new Refused(ApiCode.CHARSET_UNSUPPORTED);
    }
    return format;
  }

  /** Null if the caller gave none. */
  private static String idempotencyKey(Call call) {
    List<String> given = call.request().headers().getAll("Idempotency-Key");
    if (given.isEmpty()) {
      return null;
    }
    String key = given.get(0);
    boolean printable = key.chars().allMatch(c -> c > ' ' && c <= '~');
    if (given.size() > 1 || key.isEmpty() || key.length() > LONGEST_KEY || !printable) {
      throw new Refused(ApiCode.HEADER_INVALID, List.of("Idempotency-Key"));
    }
    return key;
  }
}
