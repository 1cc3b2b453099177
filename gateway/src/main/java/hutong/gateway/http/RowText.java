package hutong.gateway.http;

import hutong.routes.submit.Outcome;
import hutong.schemas.Violation;
import hutong.schemas.dialects.Translated;
import io.vertx.core.buffer.Buffer;
import java.io.IOException;
import java.util.List;

/** What became of one row, as a line of JSON. */
public final class RowText {

  private static final byte LINE_END = '\n';

  private final Language language;

  public RowText(boolean chinese) {
    this(chinese ? Language.ZH : Language.EN);
  }

  RowText(Language language) {
    this.language = language;
  }

  /** With its line end. */
  public byte[] row(Translated row, Outcome outcome) {
    return json(row, outcome).appendByte(LINE_END).getBytes();
  }

  /** With its line end. */
  public byte[] broken(List<Violation> why) {
    return json(why).appendByte(LINE_END).getBytes();
  }

  Buffer json(Translated row, Outcome outcome) {
    return JsonBody.object(
        out -> {
          out.number("row", row.row());
          what(out, outcome);
        });
  }

  Buffer json(List<Violation> why) {
    return JsonBody.object(out -> violations(out, why));
  }

  private void what(JsonBody out, Outcome outcome) throws IOException {
    if (outcome instanceof Outcome.Taken done) {
      out.text("id", done.id());
      out.text("state", done.state());
      if (done.repeated()) {
        out.flag("replayed", true);
      }
      Problem.violations(out, "warnings", done.warnings(), language);
    } else if (outcome instanceof Outcome.Checked sound) {
      out.text("to", sound.to());
      Problem.violations(out, "warnings", sound.warnings(), language);
    } else if (outcome instanceof Outcome.Refused why) {
      violations(out, why.violations());
    } else {
      out.text("code", ApiCode.BACKLOG_FULL);
      out.text("fix", ApiCode.BACKLOG_FULL.fix(language));
    }
  }

  private void violations(JsonBody out, List<Violation> violations) throws IOException {
    Violation first = Problem.first(violations);
    out.text("code", first.code());
    out.text("fix", language.of(first.zh(), first.en()));
    Problem.violations(out, "violations", violations, language);
  }
}
