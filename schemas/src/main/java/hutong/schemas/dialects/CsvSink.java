package hutong.schemas.dialects;

import com.fasterxml.jackson.databind.node.ObjectNode;
import de.siegmar.fastcsv.writer.CsvWriter;
import de.siegmar.fastcsv.writer.LineDelimiter;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.Charset;
import java.nio.charset.CharsetEncoder;
import java.util.List;

/** Writes a CSV file row by row, the columns' names first, and never a formula. */
final class CsvSink implements RecordSink {
  private final Writer out;
  private final CsvWriter csv;
  private final CharsetEncoder encoder;
  private final List<String> columns;
  private final FlatRow layout;

  private CsvSink(OutputStream out, CsvFormat.Options options, FlatRow layout) {
    Charset charset = Charset.forName(options.charset());
    this.out = new OutputStreamWriter(out, charset);
    this.encoder = charset.newEncoder();
    this.columns = options.columns();
    this.layout = layout;
    this.csv =
        CsvWriter.builder()
            .fieldSeparator(options.delimiter())
            .lineDelimiter(options.lineEnd().equals("\n") ? LineDelimiter.LF : LineDelimiter.CRLF)
            .build(this.out);
  }

  static CsvSink begin(OutputStream out, CsvFormat.Options options, FlatRow layout)
      throws IOException {
    CsvSink sink = new CsvSink(out, options, layout);
    if (options.bom()) {
      sink.out.write('\uFEFF');
    }
    String[] before = new String[options.columns().size()];
    for (int row = 1; row < options.headerRow(); row++) {
      sink.put(before);
    }
    sink.put(options.columns().stream().map(CellGuard::written).toArray(String[]::new));
    return sink;
  }

  private void put(String[] cells) throws IOException {
    try {
      csv.writeRecord(cells);
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
  }

  @Override
  public void write(ObjectNode tree) throws IOException, Unwritable {
    String[] cells = layout.of(tree);
    for (int i = 0; i < cells.length; i++) {
      if (!encoder.canEncode(cells[i])) {
        throw new Unwritable(
            List.of(
                TableFaults.unwritable(
                    columns.get(i),
                    "charset",
                    "含有该编码没有的字符,请与对方约定 GB 18030 或 UTF-8。",
                    "It contains a character the charset lacks: agree upon GB 18030 or UTF-8.")));
      }
      cells[i] = CellGuard.written(cells[i]);
    }
    put(cells);
  }

  @Override
  public void close() throws IOException {
    csv.flush();
    out.flush();
  }
}
