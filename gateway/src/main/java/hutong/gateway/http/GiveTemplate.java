package hutong.gateway.http;

import hutong.gateway.dialects.Dialects;
import hutong.schemas.RecordType;
import hutong.schemas.RecordTypes;
import hutong.schemas.dialects.Dialect;
import io.vertx.core.buffer.Buffer;
import java.io.ByteArrayOutputStream;

/** Hands out the empty table that a desk fills in, with its drop-down lists. */
final class GiveTemplate {

  private final Dialects dialects;
  private final RecordTypes types;
  private final LedgerThreads threads;
  private final Failures failures;

  GiveTemplate(ApiParts parts, LedgerThreads threads, Failures failures) {
    this.dialects = parts.dialects();
    this.types = parts.types();
    this.threads = threads;
    this.failures = failures;
  }

  void give(Call call) {
    Dialect dialect =
        dialects.live(call.path("name")).orElseThrow(() -> new Refused(ApiCode.DIALECT_UNKNOWN));
    if (dialect.sheet().isEmpty()) {
      throw new Refused(ApiCode.NOT_FOUND);
    }
    String asked = call.query("type");
    RecordType type =
        asked == null ? null : types.of(asked).filter(dialect::hasColumns).orElse(null);
    if (type == null) {
      throw Refused.parameter("type");
    }
    boolean chinese = call.language() == Language.ZH;
    threads
        .ask(
            call.context(),
            () -> {
              ByteArrayOutputStream out = new ByteArrayOutputStream();
              dialect.template(type, out, chinese);
              return out.toByteArray();
            })
        .onSuccess(
            (byte[] workbook) -> {
              String name = dialect.heading().name() + "-" + type.name() + ".xlsx";
              call.header("Content-Disposition", "attachment; filename=\"" + name + "\"");
              call.header("Vary", "Accept-Language");
              call.answer(200, MarkedAnswer.TYPE, Buffer.buffer(workbook));
            })
        .onFailure(fault -> failures.answer(call, fault));
  }
}
