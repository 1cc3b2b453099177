package hutong.schemas;

import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import de.siegmar.fastcsv.reader.FieldMismatchStrategy;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * Reads one table of divisions, bounded, and notes what is wrong with its lines; only sound lines
 * are handed out.
 */
final class DivisionRows {
  static final int MOST_BYTES = 16 << 20;
  static final int MOST_ROWS = 100_000;

  private static final int LONGEST_FIELD = 1 << 16;
  private static final int LONGEST_NAME = 60;
  private static final int FIRST_YEAR = 1949;
  private static final int LAST_YEAR = 2200;
  private static final Pattern CODE = Pattern.compile("[0-9]{6}");
  private static final Pattern YEAR = Pattern.compile("[0-9]{4}");

  private final String file;
  private final List<String> columns;
  private final List<DivisionFault> faults;

  DivisionRows(String file, List<String> columns, List<DivisionFault> faults) {
    this.file = file;
    this.columns = columns;
    this.faults = faults;
  }

  /** One line, with where it stands. */
  final class Line {
    private final CsvRecord fields;
    private boolean sound = true;

    private Line(CsvRecord fields) {
      this.fields = fields;
    }

    long number() {
      return fields.getStartingLineNumber();
    }

    String text(String column) {
      return fields.getField(columns.indexOf(column));
    }

    String code(String column) {
      if (!CODE.matcher(text(column)).matches()) {
        wrong(column, "is not a code: six digits");
      }
      return text(column);
    }

    String name(String column) {
      String name = text(column);
      if (name.isBlank() || name.length() > LONGEST_NAME || !printable(name)) {
        wrong(column, "is not a name: 1 to " + LONGEST_NAME + " printable characters");
      }
      return name;
    }

    int year(String column) {
      String text = text(column);
      if (YEAR.matcher(text).matches()) {
        int year = Integer.parseInt(text);
        if (year >= FIRST_YEAR && year <= LAST_YEAR) {
          return year;
        }
      }
      wrong(column, "is not a year from " + FIRST_YEAR + " to " + LAST_YEAR);
      return FIRST_YEAR;
    }

    void wrong(String column, String what) {
      sound = false;
      note(number(), column, what);
    }

    boolean sound() {
      return sound;
    }
  }

  /** The lines of the right width; whoever reads their fields asks whether they are sound. */
  List<Line> read(byte[] bytes) {
    List<Line> lines = new ArrayList<>();
    String text = text(bytes);
    if (text == null) {
      return lines;
    }
    long reached = 0;
    try (CsvReader<CsvRecord> rows = reader(text)) {
      for (CsvRecord row : rows) {
        reached = row.getStartingLineNumber();
        if (!take(row, lines)) {
          break;
        }
      }
      if (reached == 0) {
        note(0, "", "is empty: its first line names the columns " + String.join(",", columns));
      }
    } catch (CsvParseException | UncheckedIOException broken) {
      note(reached + 1, "", "is not CSV: check the quotation marks and the length of the fields");
    } catch (IOException impossible) {
      throw new UncheckedIOException(impossible);
    }
    return lines;
  }

  private static CsvReader<CsvRecord> reader(String text) {
    return CsvReader.builder()
        .extraFieldStrategy(FieldMismatchStrategy.IGNORE)
        .missingFieldStrategy(FieldMismatchStrategy.IGNORE)
        .maxBufferSize(LONGEST_FIELD)
        .ofCsvRecord(text);
  }

  private boolean take(CsvRecord row, List<Line> lines) {
    if (row.getStartingLineNumber() == 1) {
      if (!row.getFields().equals(columns)) {
        note(1, "", "does not name the columns: write " + String.join(",", columns));
        return false;
      }
    } else if (row.getFieldCount() != columns.size()) {
      note(
          row.getStartingLineNumber(),
          "",
          "has %d fields and not %d: check its commas"
              .formatted(row.getFieldCount(), columns.size()));
    } else if (lines.size() == MOST_ROWS) {
      note(row.getStartingLineNumber(), "", "is one more than the " + MOST_ROWS + " that are read");
      return false;
    } else {
      lines.add(new Line(row));
    }
    return faults.size() < DivisionFaults.MOST;
  }

  private String text(byte[] bytes) {
    if (bytes.length > MOST_BYTES) {
      note(0, "", "is longer than the " + MOST_BYTES + " octets that are read");
      return null;
    }
    CharsetDecoder decoder = StandardCharsets.UTF_8.newDecoder();
    ByteBuffer in = ByteBuffer.wrap(bytes);
    CharBuffer out = CharBuffer.allocate(bytes.length + 1);
    if (decoder.decode(in, out, true).isError()) {
      long line = 1;
      for (int i = 0; i < in.position(); i++) {
        line += bytes[i] == '\n' ? 1 : 0;
      }
      note(line, "", "is not UTF-8: save the file in that encoding");
      return null;
    }
    String text = out.flip().toString();
    return text.startsWith("\uFEFF") ? text.substring(1) : text;
  }

  void note(long line, String column, String what) {
    if (faults.size() < DivisionFaults.MOST) {
      faults.add(new DivisionFault(file, line, column, what));
    }
  }

  private static boolean printable(String name) {
    return name.codePoints().noneMatch(Character::isISOControl);
  }
}
