package hutong.schemas.dialects;

import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.NamedCsvRecord;
import java.io.IOException;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;

/** Reads a dialect's code maps. */
final class CodeMaps {
  private final Map<String, byte[]> files;

  /**
   * @param files of the dialect, by their names
   */
  CodeMaps(Map<String, byte[]> files) {
    this.files = files;
  }

  Map<String, CodeMap> all(Yaml maps) {
    Map<String, CodeMap> all = new LinkedHashMap<>();
    for (String name : maps.keys()) {
      all.put(name, codes(maps, name));
    }
    return all;
  }

  /** Inside, theirs: ours; or the name of a CSV file with the columns theirs and ours. */
  private CodeMap codes(Yaml all, String name) {
    Map<String, String> ours = new LinkedHashMap<>();
    if (all.node().get(name).isTextual()) {
      String csv = all.text(name);
      byte[] text = files.get(csv);
      if (text == null) {
        all.fault(name, "there is no file " + csv);
        return new CodeMap(name, ours);
      }
      try (CsvReader<NamedCsvRecord> rows =
          CsvReader.builder()
              .ofNamedCsvRecord(new StringReader(new String(text, StandardCharsets.UTF_8)))) {
        for (NamedCsvRecord row : rows) {
          if (ours.put(row.getField("theirs"), row.getField("ours")) != null) {
            all.fault(name, csv + ", line " + row.getStartingLineNumber() + ": stands twice");
          }
        }
      } catch (IOException | RuntimeException broken) {
        all.fault(name, csv + " is no CSV file with the columns theirs and ours");
      }
    } else {
      ours.putAll(all.inside(name).texts());
    }
    return new CodeMap(name, ours);
  }
}
