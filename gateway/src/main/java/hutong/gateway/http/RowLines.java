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
  private final RowText text;

  RowLines(AnswerLines lines, boolean check, Language language) {
    this.lines = lines;
    this.check = check;
    this.language = language;
    this.text = new RowText(language);
  }

  @Override
  public void row(Translated row, Outcome outcome) throws IOException {
    lines.line(text.json(row, outcome));
  }

  @Override
  public void broken(List<Violation> why) throws IOException {
    lines.line(text.json(why));
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
