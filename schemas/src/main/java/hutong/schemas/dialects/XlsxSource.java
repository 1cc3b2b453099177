package hutong.schemas.dialects;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import hutong.schemas.RefusedInput;
import hutong.schemas.Violation;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import org.dhatim.fastexcel.reader.Cell;
import org.dhatim.fastexcel.reader.ReadableWorkbook;
import org.dhatim.fastexcel.reader.ReadingOptions;
import org.dhatim.fastexcel.reader.Row;
import org.dhatim.fastexcel.reader.Sheet;
import org.dhatim.fastexcel.reader.SheetVisibility;

/** Reads a sheet row by row; rows have the numbers Excel shows beside them. */
final class XlsxSource implements RecordSource {
  private final ReadableWorkbook workbook;
  private final XlsxPart part;
  private final Iterator<Row> rows;
  private final XlsxCells cells;
  private ColumnNames columns;

  private XlsxSource(ReadableWorkbook workbook, XlsxPart part, Iterator<Row> rows) {
    this.workbook = workbook;
    this.part = part;
    this.rows = rows;
    this.cells = new XlsxCells(workbook.isDate1904());
  }

  static XlsxSource open(byte[] file, XlsxFormat.Options options) throws RefusedInput {
    XlsxPackage parts = XlsxPackage.scan(file);
    try {
      ReadableWorkbook workbook =
          new ReadableWorkbook(parts.open(), new ReadingOptions(parts.hasStyles(), true));
      Sheet sheet = sheet(workbook, options.sheet());
      XlsxPart part = parts.sheet(sheet.getId());
      XlsxSource source = new XlsxSource(workbook, part, sheet.openStream().iterator());
      source.readHeader(options.headerRow());
      return source;
    } catch (IOException | RuntimeException e) {
      throw XlsxPackage.notXlsx();
    }
  }

  private static Sheet sheet(ReadableWorkbook workbook, String name) throws RefusedInput {
    Optional<Sheet> named = name.isEmpty() ? Optional.empty() : workbook.findSheet(name);
    List<Sheet> visible =
        workbook
            .getSheets()
            .filter(sheet -> sheet.getVisibility() == SheetVisibility.VISIBLE)
            .toList();
    // Of one alone there is no doubt, however it is called.
    boolean first = !visible.isEmpty() && (name.isEmpty() || visible.size() == 1);
    Optional<Sheet> found = named.isEmpty() && first ? Optional.of(visible.get(0)) : named;
    if (found.isEmpty()) {
      throw TableFaults.refused(
          0,
          "",
          "sheet",
          "没有约定的工作表,请改正工作表名称。",
          "The sheet agreed upon is missing: correct the sheet's name.");
    }
    return found.get();
  }

  private void readHeader(int headerRow) throws RefusedInput {
    Row row = read();
    while (row != null && row.getRowNum() < headerRow) {
      row = read();
    }
    if (row == null || row.getRowNum() != headerRow) {
      throw TableFaults.noHeader(headerRow);
    }
    int width = row.getCellCount();
    while (width > 0 && XlsxCells.blank(row.getCell(width - 1))) {
      width--;
    }
    List<String> names = new ArrayList<>();
    for (int i = 0; i < width; i++) {
      Cell cell = row.getCell(i);
      XlsxCells.Meaning name = cell == null ? null : cells.read(cell, headerRow, "");
      names.add(name == null || name.text() == null ? "" : name.text());
    }
    columns = ColumnNames.of(names, headerRow);
    if (part.merges().touch(headerRow)) {
      throw TableFaults.refused(merged(headerRow));
    }
  }

  private Row read() throws RefusedInput {
    try {
      return rows.hasNext() ? rows.next() : null;
    } catch (RuntimeException e) {
      // Whatever the reader of cells stumbles over, and its message may hold values.
      throw XlsxPackage.notXlsx();
    }
  }

  @Override
  public PartnerRecord next() throws RefusedInput {
    Row row = read();
    while (row != null && row.stream().allMatch(XlsxCells::blank)) {
      row = read();
    }
    return row == null ? null : record(row);
  }

  private PartnerRecord record(Row row) throws RefusedInput {
    int number = row.getRowNum();
    ObjectNode tree = JsonNodeFactory.instance.objectNode();
    if (part.merges().touch(number)) {
      return new PartnerRecord(tree, number, List.of(merged(number)));
    }
    List<Violation> faults = new ArrayList<>(0);
    for (int i = 0; i < Math.min(row.getCellCount(), columns.count()); i++) {
      Cell cell = row.getCell(i);
      if (cell != null && !columns.name(i).isEmpty()) {
        XlsxCells.Meaning meaning = cells.read(cell, number, columns.shown(i));
        if (meaning.fault() != null) {
          faults.add(meaning.fault());
          tree.put(columns.name(i), XlsxCells.seen(cell));
        } else if (!meaning.text().isEmpty()) {
          tree.put(columns.name(i), meaning.text());
        }
      }
    }
    return new PartnerRecord(tree, number, List.copyOf(faults));
  }

  private Violation merged(int row) {
    return TableFaults.cell(
        row,
        columns.shown(part.merges().column(row)),
        "merged-cell",
        "有合并单元格,请取消合并并逐行填写。",
        "Cells are merged here: unmerge them and fill in each row.");
  }

  @Override
  public List<String> columns() {
    return columns.all();
  }

  @Override
  public void close() throws IOException {
    workbook.close();
  }
}
