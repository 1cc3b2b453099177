package hutong.schemas.dialects;

import hutong.schemas.RefusedInput;
import java.util.BitSet;
import java.util.HashMap;
import java.util.Map;

/** Knows which rows of a sheet are touched by merged cells. */
final class XlsxMerges {
  private static final int MOST_ROWS = 1_048_576;
  private static final int MOST_COLUMNS = 16_384;

  /** However much is merged, memory stays small: of further rows the first column is named. */
  private static final int REMEMBERED = 2_000;

  private final BitSet rows = new BitSet();
  private final Map<Integer, Integer> columns = new HashMap<>();

  /** A place in a sheet, both counted from 1. */
  record Place(int column, int row) {}

  void add(String range) throws RefusedInput {
    int colon = range.indexOf(':');
    Place first = place(colon < 0 ? range : range.substring(0, colon));
    Place last = place(range.substring(colon + 1));
    for (int row = rows.nextClearBit(first.row());
        row <= last.row();
        row = rows.nextClearBit(row + 1)) {
      rows.set(row);
      if (columns.size() < REMEMBERED) {
        columns.put(row, first.column());
      }
    }
  }

  boolean touch(int row) {
    return row >= 0 && rows.get(row);
  }

  /** Of the first merged range in the row, counted from 0. */
  int column(int row) {
    return columns.getOrDefault(row, 1) - 1;
  }

  static Place place(String written) throws RefusedInput {
    int column = 0;
    int row = 0;
    for (int i = 0; i < written.length(); i++) {
      char c = written.charAt(i);
      if (c >= '0' && c <= '9') {
        row = row * 10 + c - '0';
      } else if (c != '$') {
        int letter = Character.toUpperCase(c) - 'A';
        require(row == 0 && letter >= 0 && letter < 26);
        column = column * 26 + letter + 1;
      }
      require(column <= MOST_COLUMNS && row <= MOST_ROWS);
    }
    require(column > 0 && row > 0);
    return new Place(column, row);
  }

  private static void require(boolean met) throws RefusedInput {
    if (!met) {
      throw XlsxPackage.notXlsx();
    }
  }
}
