package hutong.schemas.dialects;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;
import org.dhatim.fastexcel.Workbook;
import org.dhatim.fastexcel.Worksheet;

/** Makes workbooks, and takes them apart by the JDK alone. */
final class Workbooks {
  static final String SHEET = "xl/worksheets/sheet1.xml";

  private Workbooks() {}

  /** With one sheet. */
  static byte[] of(Consumer<Worksheet> content) {
    return with(workbook -> content.accept(workbook.newWorksheet("人员")));
  }

  static byte[] with(Consumer<Workbook> content) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (Workbook workbook = new Workbook(out, "test", null)) {
      content.accept(workbook);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return out.toByteArray();
  }

  static Map<String, byte[]> parts(byte[] file) {
    Map<String, byte[]> parts = new LinkedHashMap<>();
    try {
      Path stored = Files.createTempFile("workbook", ".xlsx");
      Files.write(stored, file);
      try (ZipFile zip = new ZipFile(stored.toFile())) {
        for (ZipEntry one : Collections.list(zip.entries())) {
          parts.put(one.getName(), zip.getInputStream(one).readAllBytes());
        }
      } finally {
        Files.delete(stored);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return parts;
  }

  static byte[] zip(Map<String, byte[]> parts) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (ZipOutputStream zip = new ZipOutputStream(out)) {
      for (Map.Entry<String, byte[]> part : parts.entrySet()) {
        zip.putNextEntry(new ZipEntry(part.getKey()));
        zip.write(part.getValue());
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return out.toByteArray();
  }

  /** The same workbook with one part written otherwise. */
  static byte[] changed(byte[] file, String name, UnaryOperator<String> change) {
    Map<String, byte[]> parts = parts(file);
    parts.compute(
        name,
        (key, old) -> change.apply(old == null ? "" : new String(old, UTF_8)).getBytes(UTF_8));
    return zip(parts);
  }

  /** One with this content between {@code <sheetData>} and its end. */
  static byte[] sheetData(String rows) {
    return changed(
        of(sheet -> sheet.value(0, 0, "a")),
        SHEET,
        old ->
            old.replaceAll("(?s)<sheetData>.*</sheetData>", "<sheetData>" + rows + "</sheetData>"));
  }
}
