package hutong.gateway.http;

import hutong.schemas.RejectionCode;
import hutong.schemas.Violation;
import io.vertx.core.buffer.Buffer;
import java.io.IOException;
import java.util.List;

/** Writes what went wrong as {@code application/problem+json} (RFC 9457); never a value. */
final class Problem {

  private static final String TYPE = "urn:hutong:problem:";

  private Problem() {}

  static Buffer of(Refused refused, Language language, String requestId) {
    ApiCode code = refused.code();
    return JsonBody.object(
        out -> {
          head(out, code.name(), code.title(language), code.status(), requestId);
          out.text("fix", code.fix(language));
          if (!refused.pointers().isEmpty()) {
            out.texts("pointers", refused.pointers());
          }
        });
  }

  /** 400 for what could not be read at all, else 422. */
  static int status(List<Violation> violations) {
    return first(violations).code() == RejectionCode.NOT_WELL_FORMED ? 400 : 422;
  }

  static Buffer of(List<Violation> violations, Language language, String requestId) {
    Violation first = first(violations);
    return JsonBody.object(
        out -> {
          String title = language.of(first.code().zh(), first.code().en());
          head(out, first.code().name(), title, status(violations), requestId);
          out.text("pointer", first.pointer());
          if (first.source() != null) {
            out.number("row", first.source().row());
            out.text("column", first.source().column());
          }
          out.text("fix", language.of(first.zh(), first.en()));
          violations(out, "violations", violations, language);
        });
  }

  /** The list of violations, as it also stands in the answer to a record that was taken. */
  static void violations(JsonBody out, String name, List<Violation> violations, Language language)
      throws IOException {
    out.objects(
        name,
        violations,
        each -> {
          out.text("code", each.code());
          out.text("severity", each.severity());
          out.text("pointer", each.pointer());
          out.text("rule", each.rule());
          out.text("detail", language.of(each.zh(), each.en()));
          if (each.source() != null) {
            out.number("row", each.source().row());
            out.text("column", each.source().column());
          }
        });
  }

  /** The one that refuses; the first of all if none does. */
  static Violation first(List<Violation> violations) {
    return violations.stream().filter(Violation::refuses).findFirst().orElse(violations.get(0));
  }

  private static void head(JsonBody out, String code, String title, int status, String requestId)
      throws IOException {
    out.text("type", TYPE + code);
    out.text("title", title);
    out.number("status", status);
    out.text("code", code);
    out.text("page", "/v1/problems/" + code);
    out.text("requestId", requestId);
  }
}
