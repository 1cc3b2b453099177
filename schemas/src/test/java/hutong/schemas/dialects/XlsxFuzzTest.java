package hutong.schemas.dialects;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import hutong.schemas.RefusedInput;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.params.provider.MethodSource;

/** Any bytes as a workbook are refused with reasons or read, and never fail otherwise. */
final class XlsxFuzzTest {
  private static final PartnerFormat FORMAT =
      new XlsxFormat(XlsxFormat.Options.of(List.of("a", "b")));

  static List<byte[]> seeds() {
    return List.of(
        Workbooks.of(sheet -> sheet.value(0, 0, "a")),
        Workbooks.sheetData("<row><c t=\"str\"><v>a</v></c></row><row><c><v>1</v></c></row>"),
        Workbooks.sheetData("<row><c t=\"s\"><v>0</v></c></row>"));
  }

  @MethodSource("seeds")
  @FuzzTest
  void is_refused_with_reasons_or_read(byte[] document) throws IOException {
    try {
      assertThat(Rows.read(FORMAT, document)).allMatch(record -> record.row() > 0);
    } catch (RefusedInput refused) {
      assertThat(refused.violations()).isNotEmpty();
    }
  }
}
