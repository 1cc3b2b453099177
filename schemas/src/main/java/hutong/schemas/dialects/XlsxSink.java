package hutong.schemas.dialects;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.OutputStream;
import java.util.List;
import org.dhatim.fastexcel.Workbook;
import org.dhatim.fastexcel.Worksheet;

/** Writes a sheet row by row, the columns' names first, all as text so that no digit is lost. */
final class XlsxSink implements RecordSink {
  private static final String TEXT = "@";
  private static final int ROWS_AT_ONCE = 500;

  private final OutputStream out;
  private final Workbook workbook;
  private final Worksheet sheet;
  private final FlatRow layout;
  private int rows;

  XlsxSink(OutputStream out, XlsxFormat.Options options, FlatRow layout) {
    this.out = out;
    this.layout = layout;
    this.workbook = new Workbook(out, "Hutong", null);
    this.sheet = workbook.newWorksheet(options.sheetName());
    this.rows = options.headerRow();
    sheet.freezePane(0, rows);
    for (int column = 0; column < options.columns().size(); column++) {
      sheet.style(column).format(TEXT).set();
      sheet.inlineString(rows - 1, column, XlsxCells.written(options.columns().get(column)));
      sheet.style(rows - 1, column).bold().format(TEXT).set();
    }
  }

  @Override
  public void write(ObjectNode tree) throws IOException, Unwritable {
    String[] texts = layout.of(tree);
    if (rows == Worksheet.MAX_ROWS) {
      throw new Unwritable(
          List.of(
              TableFaults.unwritable(
                  "",
                  "rows",
                  "工作表已满,请拆分为多个文件。",
                  "The sheet is full: split it into several files.")));
    }
    for (int column = 0; column < texts.length; column++) {
      if (!texts[column].isEmpty()) {
        sheet.inlineString(rows, column, XlsxCells.written(texts[column]));
        sheet.style(rows, column).format(TEXT).set();
      }
    }
    rows++;
    if (rows % ROWS_AT_ONCE == 0) {
      sheet.flush();
    }
  }

  @Override
  public void close() throws IOException {
    workbook.finish();
    out.flush();
  }
}
