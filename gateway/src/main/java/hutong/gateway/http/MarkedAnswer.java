package hutong.gateway.http;

import hutong.routes.submit.Outcome;
import hutong.schemas.Violation;
import hutong.schemas.dialects.DialectReader;
import hutong.schemas.dialects.MarkedWorkbook;
import hutong.schemas.dialects.Translated;
import java.io.IOException;
import java.io.OutputStream;
import java.util.List;

/** Answers with the caller's own table, marked, while it is read. */
final class MarkedAnswer implements RowTeller {

  static final String TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

  private final AnswerLines answer;
  private final MarkedWorkbook workbook;
  private final WorkbookTeller teller;

  MarkedAnswer(AnswerLines answer, DialectReader table, Language language) {
    this.answer = answer;
    boolean chinese = language == Language.ZH;
    this.workbook = new MarkedWorkbook(new Octets(answer), table.sheet(), table.columns(), chinese);
    this.teller = new WorkbookTeller(workbook, chinese);
  }

  /** Whether a caller asks for this form. */
  static boolean wanted(Call call) {
    String accept = call.header("Accept");
    return accept != null && accept.contains(TYPE);
  }

  private static final class Octets extends OutputStream {
    private final AnswerLines answer;

    private Octets(AnswerLines answer) {
      this.answer = answer;
    }

    @Override
    public void write(int octet) throws IOException {
      answer.octets(new byte[] {(byte) octet}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int from, int length) throws IOException {
      answer.octets(bytes, from, length);
    }
  }

  @Override
  public void row(Translated row, Outcome outcome) throws IOException {
    teller.row(row, outcome);
  }

  @Override
  public void broken(List<Violation> why) throws IOException {
    teller.broken(why);
  }

  /** A caller can read nothing of it before its end. */
  @Override
  public void flush() {}

  @Override
  public void end(Rows rows, List<Violation> remarks) throws IOException {
    teller.end(rows, remarks);
    workbook.close();
    answer.end();
  }
}
