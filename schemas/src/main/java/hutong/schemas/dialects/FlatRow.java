package hutong.schemas.dialects;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import hutong.schemas.Violation;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Lays a record's texts out under the columns of a table that is written. */
final class FlatRow {
  static final int LONGEST = 24_000;

  private final Map<String, Integer> places = new HashMap<>();
  private final boolean lineBreaks;

  FlatRow(List<String> columns, boolean lineBreaks) {
    this.lineBreaks = lineBreaks;
    for (String column : columns) {
      if (column.isBlank() || places.put(column, places.size()) != null) {
        throw new IllegalArgumentException("columns need names that differ");
      }
    }
    if (places.size() > ColumnNames.MOST) {
      throw new IllegalArgumentException("too many columns");
    }
  }

  /** One text for each column, empty where the record has none. */
  String[] of(ObjectNode tree) throws Unwritable {
    String[] texts = new String[places.size()];
    Arrays.fill(texts, "");
    List<Violation> faults = new ArrayList<>();
    for (Map.Entry<String, JsonNode> field : tree.properties()) {
      Violation fault = fault(field.getKey(), field.getValue());
      if (fault != null) {
        faults.add(fault);
      } else if (!field.getValue().isNull()) {
        texts[places.get(field.getKey())] = field.getValue().asText();
      }
    }
    if (!faults.isEmpty()) {
      throw new Unwritable(faults);
    }
    return texts;
  }

  private Violation fault(String name, JsonNode value) {
    if (!places.containsKey(name)) {
      return TableFaults.unwritable(
          name,
          "column-unknown",
          "约定的列中没有该列,请在约定中加入或不要填写。",
          "The columns agreed upon have none of this name: add it there or leave it out.");
    }
    if (value.isContainerNode()) {
      return TableFaults.unwritable(
          name,
          "structure",
          "一个单元格只能有一个值,请拆分为多列。",
          "A cell holds one value: give each part a column of its own.");
    }
    String text = value.asText();
    if (text.length() > LONGEST) {
      return TableFaults.textLength(0, name);
    }
    return PlainText.writable(text, lineBreaks) ? null : PlainText.fault(name);
  }
}
