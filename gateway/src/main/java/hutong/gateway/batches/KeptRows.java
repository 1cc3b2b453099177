package hutong.gateway.batches;

import hutong.gateway.http.RowTeller;
import hutong.gateway.http.RowText;
import hutong.gateway.http.WorkbookTeller;
import hutong.routes.submit.Outcome;
import hutong.schemas.Violation;
import hutong.schemas.dialects.MarkedWorkbook;
import hutong.schemas.dialects.Translated;
import java.io.IOException;
import java.io.OutputStream;
import java.util.List;
import java.util.function.Predicate;

/** Keeps what became of each row twice: as lines for programs, as the table marked for people. */
final class KeptRows implements RowTeller {

  private static final int COUNTED_EVERY = 1_000;

  private final OutputStream lines;
  private final WorkbookTeller marked;
  private final RowText text;
  private final Predicate<Rows> goesOn;
  private Rows counted = Rows.NONE;

  /**
   * @param goesOn told now and then how many there are; false ends it
   */
  KeptRows(OutputStream lines, MarkedWorkbook workbook, boolean chinese, Predicate<Rows> goesOn) {
    this.lines = lines;
    this.marked = new WorkbookTeller(workbook, chinese);
    this.text = new RowText(chinese);
    this.goesOn = goesOn;
  }

  @Override
  public void row(Translated row, Outcome outcome) throws IOException {
    marked.row(row, outcome);
    lines.write(text.row(row, outcome));
    counted = counted.and(outcome);
    if (counted.all() % COUNTED_EVERY == 0 && !goesOn.test(counted)) {
      throw new IOException("it was cancelled");
    }
  }

  @Override
  public void broken(List<Violation> why) throws IOException {
    marked.broken(why);
    lines.write(text.broken(why));
  }

  @Override
  public void flush() {}

  @Override
  public void end(Rows rows, List<Violation> remarks) throws IOException {
    marked.end(rows, remarks);
  }
}
