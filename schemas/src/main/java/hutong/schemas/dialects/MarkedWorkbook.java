package hutong.schemas.dialects;

import java.io.Closeable;
import java.io.IOException;
import java.io.OutputStream;
import java.util.List;
import java.util.Map;
import org.dhatim.fastexcel.Workbook;
import org.dhatim.fastexcel.Worksheet;

/**
 * Gives a table back to its writer: the same columns and rows, and beside them what became of each.
 * Every cell is text, so that nothing in it is run and no digit is lost; a few rows are held at a
 * time, however many there are.
 */
public final class MarkedWorkbook implements Closeable {

  private static final String TEXT = "@";
  private static final int ROWS_AT_ONCE = 500;
  private static final int MOST_CELL = 32_000;
  private static final String[] ZH = {"行号", "结果", "代码", "所在列", "如何改正", "编号"};
  private static final String[] EN = {"row", "result", "code", "column", "what to do", "id"};
  private static final String GOOD = "E2F0D9";
  private static final String BAD = "F8CBAD";

  /**
   * What became of one row.
   *
   * @param good whether it was taken
   * @param result in a word or two
   * @param code null if there is none
   * @param column where the first fault is; null or empty: nowhere in particular
   * @param todo what its writer can do; null: nothing
   * @param id of the record; null if it was not taken
   */
  public record Mark(
      boolean good, String result, String code, String column, String todo, String id) {}

  private final OutputStream out;
  private final String name;
  private final Workbook workbook;
  private final List<String> columns;
  private final String[] headings;
  private Worksheet sheet;
  private int sheets;
  private int row;

  /**
   * Begins one with these columns; marks stand before them.
   *
   * @param sheet its name, so that the table can be mended here and sent again; empty for any
   */
  public MarkedWorkbook(OutputStream out, String sheet, List<String> columns, boolean chinese) {
    this.out = out;
    this.name = sheet.isEmpty() ? "Sheet1" : sheet;
    this.columns = List.copyOf(columns);
    this.headings = chinese ? ZH.clone() : EN.clone();
    this.workbook = new Workbook(out, "Hutong", null);
    begin();
  }

  private void begin() {
    sheets++;
    sheet = workbook.newWorksheet(sheets == 1 ? name : name + " " + sheets);
    sheet.freezePane(0, 1);
    row = 0;
    for (int i = 0; i < headings.length; i++) {
      put(i, headings[i]);
      sheet.style(0, i).bold().set();
    }
    for (int i = 0; i < columns.size(); i++) {
      sheet.style(headings.length + i).format(TEXT).set();
      put(headings.length + i, columns.get(i));
      sheet.style(0, headings.length + i).bold().set();
    }
    row = 1;
  }

  /** Adds a row; {@code number} is the one that its writer sees. */
  public void add(int number, Map<String, String> cells, Mark mark) throws IOException {
    if (row == Worksheet.MAX_ROWS) {
      sheet.finish();
      begin();
    }
    put(0, Integer.toString(number));
    put(1, mark.result());
    put(2, mark.code());
    put(3, mark.column());
    put(4, mark.todo());
    put(5, mark.id());
    sheet.style(row, 1).fillColor(mark.good() ? GOOD : BAD).set();
    for (int i = 0; i < columns.size(); i++) {
      String cell = cells.get(columns.get(i));
      put(headings.length + i, cell);
      if (cell != null && columns.get(i).equals(mark.column())) {
        sheet.style(row, headings.length + i).fillColor(BAD).format(TEXT).set();
      }
    }
    row++;
    if (row % ROWS_AT_ONCE == 0) {
      sheet.flush();
    }
  }

  private void put(int column, String text) {
    if (text == null || text.isEmpty()) {
      return;
    }
    String bounded = text.length() > MOST_CELL ? text.substring(0, MOST_CELL) + "…" : text;
    sheet.inlineString(row, column, XlsxCells.written(bounded));
    sheet.style(row, column).format(TEXT).set();
  }

  @Override
  public void close() throws IOException {
    workbook.finish();
    out.flush();
  }
}
