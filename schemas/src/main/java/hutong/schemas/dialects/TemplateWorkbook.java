package hutong.schemas.dialects;

import java.io.IOException;
import java.io.OutputStream;
import java.util.List;
import org.dhatim.fastexcel.DataValidationErrorStyle;
import org.dhatim.fastexcel.Range;
import org.dhatim.fastexcel.Workbook;
import org.dhatim.fastexcel.Worksheet;

/**
 * Writes the empty table that a desk fills in: every cell text, so that no digit is lost; a list to
 * choose from where there is one; and beside it what each column is.
 */
final class TemplateWorkbook {

  /** As many rows have their lists. */
  private static final int ROWS = 20_000;

  private static final String TEXT = "@";
  private static final String NEEDED = "FFF2CC";
  private static final int WIDTH = 18;
  private static final String[] ZH = {"列名", "是否必填", "填写形式"};
  private static final String[] EN = {"column", "required", "form"};

  private TemplateWorkbook() {}

  static void write(
      XlsxFormat.Options options, List<TemplateColumn> columns, OutputStream out, boolean chinese)
      throws IOException {
    Workbook workbook = new Workbook(out, "Hutong", null);
    Worksheet table = workbook.newWorksheet(options.sheetName());
    Worksheet guide = workbook.newWorksheet(chinese ? "说明" : "guide");
    Worksheet lists = workbook.newWorksheet(chinese ? "选项" : "choices");
    headings(guide, chinese ? ZH : EN);
    int header = options.headerRow() - 1;
    table.freezePane(0, header + 1);
    for (int i = 0; i < columns.size(); i++) {
      TemplateColumn column = columns.get(i);
      table.style(i).format(TEXT).set();
      table.width(i, WIDTH);
      table.inlineString(header, i, XlsxCells.written(column.name()));
      table.style(header, i).bold().format(TEXT).set();
      if (column.required()) {
        table.style(header, i).bold().format(TEXT).fillColor(NEEDED).set();
      }
      explain(guide, i + 1, column, chinese);
      if (!column.choices().isEmpty()) {
        choose(table, i, header + 1, listed(lists, i, column), chinese);
      }
    }
    workbook.finish();
    out.flush();
  }

  private static void headings(Worksheet guide, String[] names) {
    for (int i = 0; i < names.length; i++) {
      guide.inlineString(0, i, names[i]);
      guide.style(0, i).bold().set();
      guide.width(i, WIDTH * 2);
    }
  }

  private static void explain(Worksheet guide, int row, TemplateColumn column, boolean chinese) {
    guide.inlineString(row, 0, XlsxCells.written(column.name()));
    guide.inlineString(
        row, 1, column.required() ? (chinese ? "必填" : "yes") : (chinese ? "可空" : "no"));
    String form =
        column.choices().isEmpty() ? column.shape() : chinese ? "从列表选择" : "one of the list";
    guide.inlineString(row, 2, XlsxCells.written(form));
  }

  /** A column of the sheet of lists, below the name of the one that it is for. */
  private static Range listed(Worksheet lists, int number, TemplateColumn column) {
    lists.inlineString(0, number, XlsxCells.written(column.name()));
    lists.style(0, number).bold().set();
    lists.width(number, WIDTH);
    for (int i = 0; i < column.choices().size(); i++) {
      lists.inlineString(i + 1, number, XlsxCells.written(column.choices().get(i)));
    }
    return lists.range(1, number, column.choices().size(), number);
  }

  private static void choose(Worksheet table, int column, int first, Range list, boolean chinese) {
    table
        .range(first, column, first + ROWS - 1, column)
        .validateWithList(list)
        .allowBlank(true)
        .errorStyle(DataValidationErrorStyle.STOP)
        .showErrorMessage(true)
        .errorTitle(chinese ? "不在列表中" : "Not in the list")
        .error(chinese ? "请从下拉列表中选择。" : "Choose one of the drop-down list.");
  }
}
