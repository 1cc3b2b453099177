package hutong.schemas.dialects;

import de.siegmar.fastcsv.reader.AbstractBaseCsvCallbackHandler;
import java.util.ArrayList;
import java.util.List;

/** Gathers the fields the parser finds into rows, and keeps none that is out of bounds. */
final class CsvRows extends AbstractBaseCsvCallbackHandler<CsvRow> {
  static final int LONGEST_ROW = 256 * 1024;

  private List<String> fields = new ArrayList<>();
  private int usual;
  private int length;
  private int longField;
  private boolean tooMany;

  @Override
  protected void handleBegin(long startingLineNumber) {
    fields = new ArrayList<>(usual);
    length = 0;
    longField = -1;
    tooMany = false;
  }

  @Override
  protected void handleField(int index, char[] buffer, int offset, int count, boolean quoted) {
    length = Math.min(length + count, LONGEST_ROW + 1);
    if (index >= ColumnNames.MOST) {
      tooMany = true;
    } else if (count > FlatRow.LONGEST && longField < 0) {
      longField = index;
    } else if (!tooMany && longField < 0 && length <= LONGEST_ROW) {
      fields.add(count == 0 ? "" : new String(buffer, offset, count));
    }
  }

  @Override
  protected CsvRow buildRecord() {
    usual = fields.size();
    return new CsvRow(fields, longField, tooMany, length > LONGEST_ROW);
  }
}
