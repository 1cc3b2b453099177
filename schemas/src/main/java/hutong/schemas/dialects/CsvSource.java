package hutong.schemas.dialects;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import de.siegmar.fastcsv.reader.CommentStrategy;
import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.FieldMismatchStrategy;
import hutong.schemas.RefusedInput;
import hutong.schemas.Violation;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;

/**
 * Reads a CSV file row by row. Rows are counted as a spreadsheet shows them: a row with line breaks
 * in its cells is one row, an empty line is one too, and the header is counted.
 */
final class CsvSource implements RecordSource {
  private final PartnerText text;
  private final Iterator<CsvRow> rows;
  private ColumnNames columns;
  private int row;

  private CsvSource(PartnerText text, char delimiter) {
    this.text = text;
    this.rows =
        CsvReader.builder()
            .fieldSeparator(delimiter)
            .commentStrategy(CommentStrategy.NONE)
            .skipEmptyLines(false)
            .extraFieldStrategy(FieldMismatchStrategy.IGNORE)
            .missingFieldStrategy(FieldMismatchStrategy.IGNORE)
            .allowUnclosedQuote(false)
            .detectBomHeader(false)
            .maxBufferSize(CsvRows.LONGEST_ROW)
            .build(new CsvRows(), text)
            .iterator();
  }

  static CsvSource open(InputStream in, CsvFormat.Options options)
      throws IOException, RefusedInput {
    CsvSource source = new CsvSource(new PartnerText(in), options.delimiter());
    CsvRow header = null;
    while (source.row < options.headerRow()) {
      header = source.read();
      if (header == null) {
        throw TableFaults.noHeader(options.headerRow());
      }
    }
    if (header == null || !header.bounded()) {
      throw TableFaults.noHeader(options.headerRow());
    }
    List<String> names = new ArrayList<>();
    for (String cell : header.fields()) {
      String name = CellGuard.read(cell);
      names.add(name == null ? cell : name);
    }
    source.columns = ColumnNames.of(names, source.row);
    return source;
  }

  private CsvRow read() throws IOException, RefusedInput {
    try {
      if (!rows.hasNext()) {
        return null;
      }
      row++;
      return rows.next();
    } catch (UncheckedIOException e) {
      if (e.getCause() instanceof GarbledText garbled) {
        throw garbled.refused();
      }
      throw e.getCause();
    } catch (CsvParseException e) {
      throw TableFaults.refused(
          row + 1,
          "",
          "quote",
          "引号未闭合,闭合后还有内容,或单元格过长,请改正引号(值中的引号应写两次)。",
          "A quote is not closed, something follows a closed one, or a cell is far too long: correct the quotes (one inside a value is written twice).");
    }
  }

  @Override
  public PartnerRecord next() throws IOException, RefusedInput {
    CsvRow read = read();
    while (read != null && read.blank()) {
      read = read();
    }
    return read == null ? null : record(read);
  }

  private PartnerRecord record(CsvRow read) {
    ObjectNode tree = JsonNodeFactory.instance.objectNode();
    if (!read.bounded()) {
      return new PartnerRecord(tree, row, List.of(outOfBounds(read)));
    }
    List<Violation> faults = new ArrayList<>(0);
    if (read.fields().size() != columns.count()) {
      faults.add(TableFaults.rowLength(row));
    }
    for (int i = 0; i < Math.min(read.fields().size(), columns.count()); i++) {
      String cell = read.fields().get(i);
      if (!cell.isEmpty() && !columns.name(i).isEmpty()) {
        String value = CellGuard.read(cell);
        if (value == null) {
          faults.add(TableFaults.formula(row, columns.shown(i)));
          tree.put(columns.name(i), cell);
        } else if (!value.isEmpty()) {
          tree.put(columns.name(i), value);
        }
      }
    }
    return new PartnerRecord(tree, row, List.copyOf(faults));
  }

  private Violation outOfBounds(CsvRow read) {
    if (read.longField() >= 0) {
      return TableFaults.textLength(row, columns.shown(read.longField()));
    }
    return read.tooMany()
        ? TableFaults.rowLength(row)
        : TableFaults.row(
            row, "row-size", "该行超过 256 KB,请缩短。", "This row is larger than 256 KB: shorten it.");
  }

  @Override
  public List<String> columns() {
    return columns.all();
  }

  @Override
  public List<Violation> remarks() {
    return text.mixedLineEnds().stream().toList();
  }
}
