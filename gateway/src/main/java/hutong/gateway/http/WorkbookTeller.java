package hutong.gateway.http;

import hutong.routes.submit.Outcome;
import hutong.schemas.SourcePlace;
import hutong.schemas.Violation;
import hutong.schemas.dialects.MarkedWorkbook;
import hutong.schemas.dialects.MarkedWorkbook.Mark;
import hutong.schemas.dialects.Translated;
import java.io.IOException;
import java.util.List;
import java.util.Map;

/** Tells what became of each row in its sender's own table, given back marked. */
public final class WorkbookTeller implements RowTeller {

  private final MarkedWorkbook workbook;
  private final boolean chinese;

  /** Fills a workbook that somebody else closes. */
  public WorkbookTeller(MarkedWorkbook workbook, boolean chinese) {
    this.workbook = workbook;
    this.chinese = chinese;
  }

  @Override
  public void row(Translated row, Outcome outcome) throws IOException {
    workbook.add(row.row(), row.cells(), mark(outcome));
  }

  private Mark mark(Outcome outcome) {
    if (outcome instanceof Outcome.Taken taken) {
      String result = taken.repeated() ? text("先前已接收", "taken before") : text("已接收", "taken");
      return new Mark(true, result, null, null, null, taken.id().toString());
    }
    if (outcome instanceof Outcome.Checked) {
      return new Mark(true, text("无误,未提交", "sound, not sent"), null, null, null, null);
    }
    if (outcome instanceof Outcome.Refused refused) {
      return refused(refused.violations());
    }
    return new Mark(
        false,
        text("暂未接收", "not yet taken"),
        ApiCode.BACKLOG_FULL.name(),
        null,
        text("稍后自动重试。", "It is tried again by itself."),
        null);
  }

  private Mark refused(List<Violation> violations) {
    Violation first =
        violations.stream().filter(Violation::refuses).findFirst().orElse(violations.get(0));
    SourcePlace place = first.source();
    String column = place == null || place.column().isEmpty() ? first.pointer() : place.column();
    return new Mark(
        false,
        text("未接收", "refused"),
        first.code().name(),
        column,
        text(first.zh(), first.en()),
        null);
  }

  private String text(String zh, String en) {
    return chinese ? zh : en;
  }

  @Override
  public void broken(List<Violation> why) throws IOException {
    int row = why.get(0).source() == null ? 0 : why.get(0).source().row();
    workbook.add(row, Map.of(), refused(why));
  }

  @Override
  public void flush() {}

  @Override
  public void end(Rows rows, List<Violation> remarks) throws IOException {
    for (Violation each : remarks) {
      workbook.add(
          each.source() == null ? 0 : each.source().row(),
          Map.of(),
          new Mark(
              true,
              text("提示", "note"),
              each.code().name(),
              each.source() == null ? null : each.source().column(),
              text(each.zh(), each.en()),
              null));
    }
  }
}
