package hutong.gateway.http;

import hutong.gateway.dialects.Dialects;
import hutong.gateway.dialects.HeldRecords;
import hutong.gateway.dialects.ShadowReport;
import hutong.gateway.dialects.Standing;
import hutong.routes.ledger.Viewer;
import hutong.schemas.RefusedInput;
import hutong.schemas.dialects.Comparison;
import hutong.schemas.dialects.Dialect;
import hutong.schemas.dialects.DialectReader;
import hutong.schemas.dialects.Translated;
import hutong.schemas.dialects.Unwritable;
import io.vertx.core.buffer.Buffer;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Callable;

/**
 * Shows a record as its source wrote it, as we hold it, and as its target will read it, with the
 * rule for each field. What the values say is shown on demand only.
 */
final class CompareForms {

  private final Dialects dialects;
  private final InDialect inDialect;
  private final HeldRecords held;
  private final Clock clock;
  private final LedgerThreads threads;
  private final Failures failures;

  CompareForms(ApiParts parts, LedgerThreads threads, Failures failures) {
    this.dialects = parts.dialects();
    this.inDialect = new InDialect(parts.dialects());
    this.held = new HeldRecords(parts.evidence(), parts.documents(), parts.documentOf());
    this.clock = parts.clock();
    this.threads = threads;
    this.failures = failures;
  }

  void list(Call call) {
    call.json(200, out -> out.objects("items", dialects.all(), each -> standing(out, call, each)));
  }

  private void standing(JsonBody out, Call call, Standing each) throws IOException {
    out.text("name", each.name());
    out.text("title", call.language().of(each.zh(), each.en()));
    part(out, "live", each.live());
    part(out, "planned", each.planned());
    part(out, "shadow", each.shadow());
    if (call.viewer() instanceof Viewer.Operator) {
      out.object(
          "compared", dialects.compared(each.name()).orElse(null), report -> compared(out, report));
      out.text("fault", each.fault());
    }
  }

  private static void compared(JsonBody out, ShadowReport report) throws IOException {
    out.number("records", report.compared());
    out.number("differing", report.differing());
    out.objects(
        "differences",
        report.lines(),
        line -> {
          out.text("direction", line.direction());
          out.text("field", line.field());
          out.text("kind", line.kind());
          out.number("count", line.count());
          out.text("last", line.last());
        });
    out.number("others", report.others());
  }

  private static void part(JsonBody out, String name, Standing.Part part) throws IOException {
    out.object(
        name,
        part,
        each -> {
          out.text("version", each.version());
          out.text("from", each.from());
        });
  }

  /** A document that is shown and not taken. */
  void posted(Call call) {
    Dialect from =
        dialects.live(call.path("name")).orElseThrow(() -> new Refused(ApiCode.DIALECT_UNKNOWN));
    InDialect.checkType(call, from);
    Map<String, String> beside = InDialect.beside(call, from);
    Dialect to = inDialect.named(call, "to");
    byte[] body = call.body().getBytes();
    answer(
        call,
        () -> {
          try (DialectReader reader =
              from.open(new ByteArrayInputStream(body), clock.instant(), beside)) {
            Translated first = reader.next();
            if (first == null || first.record() == null) {
              throw new RefusedInput(
                  first == null ? List.of(PostedInDialect.notOne()) : first.found());
            }
            return Comparison.of(first, first.record(), to, clock.instant());
          }
        });
  }

  /** A record that is held, for whoever may see all of it. */
  void stored(Call call) {
    Dialect to = inDialect.named(call, "to");
    if (to == null) {
      throw Refused.parameter("to");
    }
    UUID id = call.pathId("id");
    Viewer viewer = call.viewer();
    answer(
        call,
        () -> {
          try {
            return Comparison.of(null, held.open(id, viewer), to, clock.instant());
          } catch (HeldRecords.NotHeld missing) {
            throw switch (missing.why()) {
              case UNKNOWN -> new Refused(ApiCode.NOT_FOUND);
              case NOT_YET -> new Refused(ApiCode.EVIDENCE_NOT_YET);
              case ERASED, PRUNED -> new Refused(ApiCode.EVIDENCE_GONE);
            };
          }
        });
  }

  private void answer(Call call, Callable<Comparison> asked) {
    boolean values = "true".equals(call.query("values"));
    threads
        .ask(call.context(), asked)
        .onSuccess(
            found -> call.answer(200, Answers.JSON, written(values ? found : found.masked())))
        .onFailure(
            fault -> {
              if (fault instanceof RefusedInput refused) {
                call.refuse(refused.violations());
              } else if (fault instanceof Unwritable unwritable) {
                call.refuse(unwritable.violations());
              } else {
                failures.answer(call, fault);
              }
            });
  }

  private static Buffer written(Comparison comparison) {
    return JsonBody.object(
        out -> {
          out.text("type", comparison.type());
          out.objects(
              "fields",
              comparison.lines(),
              line -> {
                if (!line.pointer().isEmpty()) {
                  out.text("pointer", line.pointer());
                  out.text("value", line.value());
                }
                sides(out, "from", line.from());
                sides(out, "to", line.to());
                out.flag("changed", line.changed());
              });
        });
  }

  private static void sides(JsonBody out, String name, List<Comparison.Side> sides)
      throws IOException {
    out.objects(
        name,
        sides,
        side -> {
          out.text("place", side.place());
          out.text("rule", side.rule());
          out.text("value", side.value());
        });
  }
}
