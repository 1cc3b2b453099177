package hutong.gateway.http;

import hutong.gateway.dialects.Dialects;
import hutong.gateway.systems.FollowRegistry;
import hutong.gateway.systems.Meters;
import hutong.routes.Bells;
import hutong.routes.LocalSystem;
import hutong.routes.ledger.Decided;
import hutong.routes.ledger.Decision;
import hutong.routes.ledger.Ledger;
import hutong.routes.ledger.ReceiptWriter;
import hutong.routes.ledger.TransferId;
import hutong.routes.submit.Outcome;
import hutong.routes.submit.Posting;
import hutong.routes.submit.Submission;
import hutong.routes.submit.Submissions;
import hutong.schemas.Format;
import hutong.schemas.RefusedInput;
import hutong.schemas.dialects.Dialect;
import hutong.schemas.dialects.DialectReader;
import hutong.schemas.dialects.MarkedWorkbook;
import hutong.schemas.dialects.Translated;
import io.vertx.core.buffer.Buffer;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;

/**
 * The API for channels that carry no HTTP: the same records, refusals, codes and limits, as the
 * same JSON.
 */
public final class SideDoor {

  private final Ledger ledger;
  private final Submissions submissions;
  private final Dialects dialects;
  private final Meters meters;
  private final ReceiptWriter receipts;
  private final Bells bells;
  private final FollowRegistry follow;
  private final MailJson mail;
  private final Clock clock;

  /** Opens it onto the parts of a node. */
  public SideDoor(ApiParts parts) {
    this.ledger = parts.ledger();
    this.submissions = parts.submissions();
    this.dialects = parts.dialects();
    this.meters = parts.meters();
    this.receipts = parts.receipts();
    this.bells = parts.bells();
    this.follow = parts.follow();
    this.mail = new MailJson(parts);
    this.clock = parts.clock();
  }

  /**
   * What the API would have answered.
   *
   * @param status as of HTTP
   */
  public record Answer(int status, String json) {}

  /**
   * One record of a mailbox.
   *
   * @param json as in the API, with its lease
   */
  public record Mailed(UUID lease, Instant until, UUID id, String json) {}

  /** Nanoseconds to wait before the next record of this system is due; 0: it may come. */
  public long pace(LocalSystem system) {
    return meters.record(system.name());
  }

  /**
   * Posts one record.
   *
   * @param mediaType {@code application/json} or {@code application/xml}; not looked at in a
   *     dialect
   * @param dialect its name; null for our own form
   */
  public CompletableFuture<Answer> submit(
      LocalSystem system, byte[] body, String mediaType, String dialect) {
    String id = UUID.randomUUID().toString();
    try {
      Submission submission =
          new Submission(system, posting(body, mediaType, dialect), null, false);
      if (!submissions.offer(submission)) {
        return CompletableFuture.completedFuture(refused(new Refused(ApiCode.TOO_BUSY), id));
      }
      return submission.outcome().thenApply(outcome -> answer(outcome, id));
    } catch (Refused refused) {
      return CompletableFuture.completedFuture(refused(refused, id));
    }
  }

  /** A table that has been opened; to be closed. */
  public final class Table implements AutoCloseable {

    private final PostBatch.Rows rows;
    private final DialectReader reader;
    private final Translated first;

    private Table(PostBatch.Rows rows, DialectReader reader) throws IOException, RefusedInput {
      this.rows = rows;
      this.reader = reader;
      this.first = reader.next();
    }

    /** Begins the same table marked. */
    public MarkedWorkbook marked(OutputStream out, boolean chinese) {
      return new MarkedWorkbook(out, reader.sheet(), reader.columns(), chinese);
    }

    /** Posts its rows, or only checks them, and has each told of. */
    public RowTeller.Rows take(RowTeller teller) throws IOException {
      return new TakeRows(submissions, rows, teller).all(first, reader);
    }

    @Override
    public void close() throws IOException {
      reader.close();
    }
  }

  /**
   * Opens a table; empty if there is no such dialect, or it is none of many rows.
   *
   * @param check whether its rows are only checked
   * @param at when it came here
   * @param beside what came beside it
   * @throws RefusedInput if it is no such table
   */
  public Optional<Table> table(
      LocalSystem system,
      String dialect,
      boolean check,
      InputStream content,
      Instant at,
      Map<String, String> beside)
      throws IOException, RefusedInput {
    Optional<Dialect> live = dialects.live(dialect).filter(Dialect::many);
    if (live.isEmpty()) {
      return Optional.empty();
    }
    PostBatch.Rows rows = new PostBatch.Rows(live.get(), dialects, system, meters, check, null);
    return Optional.of(new Table(rows, live.get().open(content, at, beside)));
  }

  /** One that comes now, with nothing beside it. */
  public Optional<Table> table(
      LocalSystem system, String dialect, boolean check, InputStream content)
      throws IOException, RefusedInput {
    return table(system, dialect, check, content, clock.instant(), Map.of());
  }

  private Posting posting(byte[] body, String mediaType, String dialect) {
    if (dialect != null) {
      Dialect live = dialects.live(dialect).orElseThrow(() -> new Refused(ApiCode.DIALECT_UNKNOWN));
      return new PostedInDialect(body, live, Map.of(), dialects, clock);
    }
    return switch (mediaType == null ? "" : MediaType.parse(mediaType).name()) {
      case "application/json" -> new Posting.Canonical(body, Format.JSON);
      case "application/xml", "text/xml" -> new Posting.Canonical(body, Format.XML);
      default -> throw new Refused(ApiCode.MEDIA_TYPE_UNSUPPORTED);
    };
  }

  private static Answer answer(Outcome outcome, String id) {
    if (outcome instanceof Outcome.Taken taken) {
      return new Answer(
          taken.repeated() ? 200 : 202,
          text(
              JsonBody.object(
                  out -> {
                    out.text("id", taken.id());
                    out.text("state", taken.state());
                    Problem.violations(out, "warnings", taken.warnings(), Language.EN);
                  })));
    }
    if (outcome instanceof Outcome.Refused why) {
      return new Answer(
          Problem.status(why.violations()), text(Problem.of(why.violations(), Language.EN, id)));
    }
    return refused(new Refused(ApiCode.BACKLOG_FULL), id);
  }

  /** Takes what a system decided about records of a lease; {@code lease} as it was handed out. */
  public Answer decide(LocalSystem system, String lease, byte[] body) {
    String id = UUID.randomUUID().toString();
    try {
      UUID known = lease == null ? null : Ids.parse(lease);
      if (known == null) {
        throw Refused.parameter("lease");
      }
      List<Decision> decisions =
          AnswerMail.decisions(
              JsonRequest.read(body, JsonRequest.VERDICTS, JsonRequest.Verdicts.class).items());
      List<TransferId> about = decisions.stream().map(Decision::about).toList();
      List<Decided> results =
          ledger.decide(system.name(), known, decisions, receipts, clock.instant());
      about.stream().map(TransferId::from).distinct().forEach(to -> bells.outbox(to).ring());
      if (results.stream().allMatch(each -> each == Decided.NOT_LEASED)) {
        throw new Refused(ApiCode.LEASE_UNKNOWN);
      }
      return new Answer(200, text(JsonBody.object(out -> AnswerMail.write(out, about, results))));
    } catch (Refused refused) {
      return refused(refused, id);
    }
  }

  /** Leases what waits for a system; each by itself. */
  public List<Mailed> lease(LocalSystem system, int max, Duration how) {
    Instant now = clock.instant();
    if (!follow.settled(system.name())) {
      return List.of();
    }
    return ledger
        .lease(system.name(), max, now, now.plus(how))
        .map(
            lease ->
                lease.items().stream()
                    .map(
                        item ->
                            new Mailed(
                                lease.id(),
                                lease.until(),
                                item.facts().id(),
                                text(mail.write(lease, item))))
                    .toList())
        .orElse(List.of());
  }

  /** What became of records that a system posted, behind a number. */
  public Optional<Told> told(LocalSystem system, long after, int max) {
    var found = ledger.outcomes().after(system.name(), after, max);
    return found.isEmpty()
        ? Optional.empty()
        : Optional.of(
            new Told(
                found.get(found.size() - 1).number(),
                found.stream()
                    .map(each -> text(JsonBody.object(out -> TellOutcomes.write(out, each))))
                    .toList()));
  }

  /**
   * Some outcomes.
   *
   * @param last number of the last
   */
  public record Told(long last, List<String> json) {}

  /** The answer to a message that can't be taken as one. */
  public static Answer malformed() {
    return refused(new Refused(ApiCode.BODY_INVALID), UUID.randomUUID().toString());
  }

  /** The answer to a post of which nobody could say what became of it. */
  public static Answer unknown() {
    return refused(new Refused(ApiCode.OUTCOME_UNKNOWN), UUID.randomUUID().toString());
  }

  private static Answer refused(Refused refused, String id) {
    return new Answer(refused.code().status(), text(Problem.of(refused, Language.EN, id)));
  }

  private static String text(Buffer json) {
    return json.toString(StandardCharsets.UTF_8);
  }
}
