package hutong.schemas.dialects;

import hutong.schemas.RefusedInput;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.Charset;
import java.util.List;

/** Reads and writes tables as comma-separated values, in the ways spreadsheets really do it. */
final class CsvFormat implements PartnerFormat {

  /**
   * What a partner's tables are like.
   *
   * @param lineEnd what ends a line that is written; read is any
   * @param charset of what is written; read is what {@link PartnerText} finds
   * @param bom whether a byte order mark is written, only in a Unicode charset
   * @param headerRow row that names the columns, counted from 1; rows before it are not read
   * @param columns all that are written, in their order
   */
  record Options(
      char delimiter,
      String lineEnd,
      String charset,
      boolean bom,
      int headerRow,
      List<String> columns) {

    Options {
      columns = List.copyOf(columns);
      if (headerRow < 1 || "\"\r\n'".indexOf(delimiter) >= 0) {
        throw new IllegalArgumentException("no such header row or delimiter");
      }
      if (!List.of("\r\n", "\n").contains(lineEnd)) {
        throw new IllegalArgumentException("lines end with CRLF or LF");
      }
      if (bom && !Charset.forName(charset).name().startsWith("UTF-")) {
        throw new IllegalArgumentException("a byte order mark is for Unicode");
      }
    }

    static Options of(String charset, List<String> columns) {
      return new Options(',', "\r\n", charset, false, 1, columns);
    }
  }

  private final Options options;
  private final Charset charset;
  private final FlatRow layout;

  CsvFormat(Options options) {
    this.options = options;
    this.charset = Charset.forName(options.charset());
    this.layout = new FlatRow(options.columns(), true);
  }

  @Override
  public RecordSource open(InputStream in) throws IOException, RefusedInput {
    return CsvSource.open(in, options);
  }

  @Override
  public RecordSink create(OutputStream out) throws IOException {
    return CsvSink.begin(out, options, layout);
  }

  @Override
  public String mediaType() {
    return "text/csv; charset=" + charset.name();
  }

  @Override
  public boolean many() {
    return true;
  }

  @Override
  public boolean streams() {
    return true;
  }

  /** A column's name may hold a slash. */
  @Override
  public List<String> path(String written) {
    return List.of(written);
  }
}
