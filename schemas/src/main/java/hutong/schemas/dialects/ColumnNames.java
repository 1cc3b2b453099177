package hutong.schemas.dialects;

import hutong.schemas.RefusedInput;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/** The columns of a table as its header row names them; one without a name is not read. */
final class ColumnNames {
  static final int MOST = 2_000;

  private static final Pattern UNSEEN = Pattern.compile("[\\uFEFF\\u3000\\r\\n]");

  /** In a table whose header is missing, values stand in its place: those are not shown. */
  private static final Pattern SHOWN = Pattern.compile("\\p{L}(?!.*[0-9]{5}).{0,59}");

  private final List<String> names;

  private ColumnNames(List<String> names) {
    this.names = names;
  }

  static ColumnNames of(List<String> cells, int row) throws RefusedInput {
    if (cells.size() > MOST) {
      throw TableFaults.refused(
          row, "", "columns", "超过 2000 列,请减少。", "There are more than 2,000 columns: use fewer.");
    }
    List<String> names = new ArrayList<>(cells.size());
    Set<String> seen = new HashSet<>();
    for (String cell : cells) {
      names.add(UNSEEN.matcher(cell).replaceAll("").strip());
    }
    ColumnNames made = new ColumnNames(names);
    for (int i = 0; i < names.size(); i++) {
      if (!names.get(i).isEmpty() && !seen.add(names.get(i))) {
        throw TableFaults.refused(
            row,
            made.shown(i),
            "header-duplicate",
            "表头中有重复的列名,请改名或删除其中一列。",
            "Two columns have the same name: rename or remove one of them.");
      }
    }
    if (seen.isEmpty()) {
      throw TableFaults.noHeader(row);
    }
    return made;
  }

  List<String> all() {
    return Collections.unmodifiableList(names);
  }

  int count() {
    return names.size();
  }

  /** Empty if the column is not read. */
  String name(int index) {
    return index < names.size() ? names.get(index) : "";
  }

  /** How a person finds it: by its name, or as a spreadsheet letters it. */
  String shown(int index) {
    String name = name(index);
    return SHOWN.matcher(name).matches() ? name : letters(index);
  }

  private static String letters(int index) {
    StringBuilder letters = new StringBuilder();
    for (int rest = index + 1; rest > 0; rest = (rest - 1) / 26) {
      letters.insert(0, (char) ('A' + (rest - 1) % 26));
    }
    return letters.toString();
  }
}
