package hutong.schemas;

import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.NamedCsvRecord;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.function.Consumer;

/** Reads the room's own tables, whose first line names the columns. */
final class Csv {
  private Csv() {}

  static void read(String resource, Consumer<NamedCsvRecord> row) {
    try (InputStream in = Csv.class.getResourceAsStream(resource)) {
      if (in == null) {
        throw new IllegalStateException("missing resource " + resource);
      }
      var text = new InputStreamReader(in, StandardCharsets.UTF_8);
      try (CsvReader<NamedCsvRecord> rows = CsvReader.builder().ofNamedCsvRecord(text)) {
        rows.forEach(row);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(resource, e);
    }
  }
}
