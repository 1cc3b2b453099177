package hutong.gateway.http;

import hutong.routes.submit.Outcome;
import hutong.schemas.Violation;
import hutong.schemas.dialects.Translated;
import java.io.IOException;
import java.util.List;

/** Tells what became of each row as a line of JSON, while the caller reads. */
final class RowLines implements RowTeller {

  private final AnswerLines lines;
  private final boolean check;
  private final Language language;

  RowLines(AnswerLines lines, boolean check, Language language) {
    this.lines = lines;
    this.check = check;
    this.language = language;
  }

  @Override
  public void row(Translated row, Outcome outcome) throws IOException {
    lines.line(
        JsonBody.object(
            out -> {
              out.number("row", row.row());
              what(out, outcome);
            }));
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

  @Override
  public void broken(List<Violation> why) throws IOException {
    lines.line(JsonBody.object(out -> violations(out, why)));
  }

  @Override
  public void flush() throws IOException {
    lines.flush();
  }

  @Override
  public void end(Rows rows, List<Violation> remarks) throws IOException {
    lines.line(
        JsonBody.object(
            out -> {
              out.flag("whole", rows.whole());
              out.number("rows", rows.all());
              out.number(check ? "sound" : "taken", rows.taken());
              out.number("replayed", rows.replayed());
              out.number("refused", rows.refused());
              out.number("left", rows.left());
              Problem.violations(out, "remarks", remarks, language);
            }));
    lines.end();
  }
}
