package hutong.gateway.http;

import de.siegmar.fastcsv.writer.CsvWriter;
import de.siegmar.fastcsv.writer.LineDelimiter;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** A table (RFC 4180, UTF-8) that a spreadsheet opens as it is: no cell begins a formula. */
public final class CsvTable {

  private static final String FORMULA = "=+-@\t\r\n";

  private CsvTable() {}

  public static byte[] of(List<String> head, List<List<String>> rows) {
    StringWriter text = new StringWriter();
    try (CsvWriter csv = CsvWriter.builder().lineDelimiter(LineDelimiter.CRLF).build(text)) {
      csv.writeRecord(head);
      for (List<String> each : rows) {
        csv.writeRecord(each.stream().map(CsvTable::safe).toList());
      }
    } catch (IOException impossible) {
      throw new UncheckedIOException(impossible);
    }
    return text.toString().getBytes(StandardCharsets.UTF_8);
  }

  static String safe(String cell) {
    return cell.isEmpty() || FORMULA.indexOf(cell.charAt(0)) < 0 ? cell : "'" + cell;
  }
}
