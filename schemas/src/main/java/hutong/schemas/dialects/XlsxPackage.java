package hutong.schemas.dialects;

import hutong.schemas.RefusedInput;
import java.io.BufferedInputStream;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.zip.CRC32;
import java.util.zip.CheckedInputStream;
import java.util.zip.Deflater;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/**
 * Looks all through a workbook's archive before anything of it is opened.
 *
 * <p>Two readers of one archive may see different parts in it. So what was looked through is packed
 * anew, and only that is opened.
 */
final class XlsxPackage {
  private static final int MOST_ENTRIES = 200;

  /** Of all but cells, which are read as a stream, the reader keeps the whole in memory. */
  private static final int LARGEST_HELD = 64 * 1024 * 1024;

  private final Map<String, XlsxPart> parts = new HashMap<>();
  private final ByteArrayOutputStream repacked = new ByteArrayOutputStream();

  private XlsxPackage() {}

  static XlsxPackage scan(byte[] file) throws RefusedInput {
    XlsxGuard guard = new XlsxGuard(file.length);
    XlsxPackage made = new XlsxPackage();
    try (ZipOutputStream copy = new ZipOutputStream(made.repacked)) {
      copy.setLevel(Deflater.BEST_SPEED);
      ZipDirectory archive = ZipDirectory.of(file, MOST_ENTRIES);
      if (archive.entries().size() > MOST_ENTRIES) {
        throw XlsxGuard.bomb();
      }
      for (ZipDirectory.Entry entry : archive.entries()) {
        copy.putNextEntry(new ZipEntry(entry.name()));
        CheckedInputStream content = new CheckedInputStream(archive.open(entry), new CRC32());
        made.add(entry.name(), new BufferedInputStream(content), guard, copy);
        if (content.getChecksum().getValue() != entry.crc()) {
          throw notXlsx();
        }
      }
    } catch (IOException | RuntimeException e) {
      throw guard.stopped() ? XlsxGuard.bomb() : notXlsx();
    }
    if (made.parts.isEmpty()) {
      throw notXlsx();
    }
    return made;
  }

  private void add(String name, InputStream in, XlsxGuard guard, ZipOutputStream copy)
      throws IOException, RefusedInput {
    boolean xml = looksLikeXml(in);
    long before = guard.inflated();
    InputStream watched = guard.watch(in, xml, copy);
    XlsxPart part = new XlsxPart();
    if (xml) {
      part.read(watched);
    }
    byte[] rest = new byte[16 * 1024];
    while (watched.read(rest) >= 0) {
      // Only counted and copied.
    }
    if (xml && !part.streamed() && guard.inflated() - before > LARGEST_HELD) {
      throw XlsxGuard.bomb();
    }
    parts.put(key(name), part);
  }

  /** Anything may be named by the workbook as one of its parts, so names say nothing. */
  private static boolean looksLikeXml(InputStream in) throws IOException {
    in.mark(1);
    int first = in.read();
    in.reset();
    boolean blank = first >= 0 && first <= ' ';
    return blank || first == '<' || first == 0xEF || first >= 0xFE;
  }

  private static String key(String name) {
    return (name.startsWith("/") ? name.substring(1) : name).toLowerCase(Locale.ROOT);
  }

  /** Of what was looked through; only this may be opened. */
  InputStream open() {
    return new ByteArrayInputStream(repacked.toByteArray());
  }

  boolean hasStyles() {
    return parts.containsKey("xl/styles.xml");
  }

  /** The part with a sheet's cells, which is known to be safe to read. */
  XlsxPart sheet(String relation) throws RefusedInput {
    XlsxPart relations = parts.get("xl/_rels/workbook.xml.rels");
    String target = relations == null ? null : relations.target(relation);
    XlsxPart sheet =
        target == null ? null : parts.get(key(target.startsWith("/") ? target : "xl/" + target));
    if (sheet == null || !sheet.wellFormed()) {
      throw notXlsx();
    }
    int texts = parts.values().stream().mapToInt(XlsxPart::sharedTexts).max().orElse(0);
    if (sheet.highestSharedText() >= texts) {
      throw notXlsx();
    }
    return sheet;
  }

  static RefusedInput notXlsx() {
    return TableFaults.refused(
        0,
        "",
        "xlsx",
        "不是可读取的 .xlsx 文件(旧 .xls、加密或损坏),请去掉密码后另存为 .xlsx。",
        "This is no .xlsx that can be read (an old .xls, encrypted or damaged): take the password off and save it as .xlsx.");
  }
}
