package hutong.schemas.dialects;

import hutong.schemas.RefusedInput;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.List;
import java.util.Optional;

/** Reads and writes one sheet of an Excel workbook as a table, every cell as text. */
final class XlsxFormat implements PartnerFormat {

  /**
   * What a partner's workbooks are like.
   *
   * @param sheet name of the sheet; empty for the first one that can be seen
   * @param headerRow row that names the columns, counted from 1; rows before it are not read
   * @param columns all that are written, in their order
   */
  record Options(String sheet, int headerRow, List<String> columns) {
    Options {
      columns = List.copyOf(columns);
      if (headerRow < 1 || headerRow > 100) {
        throw new IllegalArgumentException("no such header row");
      }
    }

    String sheetName() {
      return sheet.isEmpty() ? "Sheet1" : sheet;
    }

    static Options of(List<String> columns) {
      return new Options("", 1, columns);
    }
  }

  private final Options options;
  private final FlatRow layout;

  XlsxFormat(Options options) {
    this.options = options;
    this.layout = new FlatRow(options.columns(), true);
  }

  /** Takes the whole file into memory; it may have 32 MB. */
  @Override
  public RecordSource open(InputStream in) throws IOException, RefusedInput {
    byte[] file = in.readNBytes(XlsxGuard.LARGEST + 1);
    if (file.length > XlsxGuard.LARGEST) {
      throw TableFaults.refused(
          0,
          "",
          "size",
          "文件超过 32 MB,请拆分为多个文件。",
          "The file is larger than 32 MB: split it into several.");
    }
    return XlsxSource.open(file, options);
  }

  @Override
  public RecordSink create(OutputStream out) throws IOException {
    return new XlsxSink(out, options, layout);
  }

  @Override
  public Optional<Options> workbook() {
    return Optional.of(options);
  }

  @Override
  public String mediaType() {
    return "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";
  }

  @Override
  public boolean many() {
    return true;
  }

  /** A column's name may hold a slash. */
  @Override
  public List<String> path(String written) {
    return List.of(written);
  }
}
