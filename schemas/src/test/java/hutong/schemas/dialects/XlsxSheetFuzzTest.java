package hutong.schemas.dialects;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import hutong.schemas.RefusedInput;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.MethodSource;

/** Any bytes as the sheet of a sound workbook are refused with reasons or read. */
final class XlsxSheetFuzzTest {
  private static final PartnerFormat FORMAT =
      new XlsxFormat(XlsxFormat.Options.of(List.of("a", "b")));
  private static final Map<String, byte[]> PARTS =
      Workbooks.parts(Workbooks.of(sheet -> sheet.value(0, 0, "a")));

  static List<byte[]> seeds() {
    String header = "<row r=\"1\"><c r=\"A1\" t=\"s\"><v>0</v></c></row>";
    return Stream.of(
            "<row r=\"2\"><c r=\"A2\" s=\"0\"><v>1.5E3</v></c></row>",
            "<row><c t=\"b\"><v>1</v></c><c t=\"e\"><v>#N/A</v></c></row>",
            "<row><c><f t=\"shared\" ref=\"A2:A3\" si=\"0\">A1</f></c></row>"
                + "<row><c><f t=\"shared\" si=\"0\"/></c></row>",
            "<row><c t=\"inlineStr\"><is><r><t>x_x000D_</t></r></is></c></row>")
        .map(
            rows ->
                "<worksheet><sheetData>"
                    + header
                    + rows
                    + "</sheetData><mergeCells><mergeCell ref=\"A2:B3\"/></mergeCells></worksheet>")
        .map(sheet -> sheet.getBytes(UTF_8))
        .toList();
  }

  @MethodSource("seeds")
  @FuzzTest
  void is_refused_with_reasons_or_read(byte[] sheet) throws IOException {
    Map<String, byte[]> parts = new LinkedHashMap<>(PARTS);
    parts.put(Workbooks.SHEET, sheet);
    try {
      assertThat(Rows.read(FORMAT, Workbooks.zip(parts))).isNotNull();
    } catch (RefusedInput refused) {
      assertThat(refused.violations()).isNotEmpty();
    }
  }
}
