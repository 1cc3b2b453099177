package hutong.schemas.dialects;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.Inflater;
import java.util.zip.InflaterInputStream;
import java.util.zip.ZipException;

/**
 * Finds the entries of a small archive in memory by the directory at its end, which is where
 * spreadsheets look: the JDK reads archives in memory only from their beginning, and then not those
 * of every writer. Knows no encryption and nothing larger than an int.
 */
final class ZipDirectory {
  private static final int END = 0x06054b50;
  private static final int END_LENGTH = 22;
  private static final int LONGEST_COMMENT = 0xFFFF;
  private static final int DIRECTORY_ENTRY = 0x02014b50;
  private static final int LOCAL_ENTRY = 0x04034b50;
  private static final int STORED = 0;
  private static final int DEFLATED = 8;

  private final byte[] bytes;
  private final ByteBuffer file;
  private final List<Entry> entries = new ArrayList<>();

  /**
   * One file in the archive.
   *
   * @param offset of its local header
   */
  record Entry(String name, int method, long crc, int size, int offset) {}

  private ZipDirectory(byte[] bytes) {
    this.bytes = bytes;
    this.file = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
  }

  /**
   * Reads the directory, of which no more than so many entries are kept, and one more to tell.
   *
   * @throws ZipException if it is none
   */
  static ZipDirectory of(byte[] bytes, int most) throws ZipException {
    ZipDirectory made = new ZipDirectory(bytes);
    try {
      made.read(made.end(), most);
    } catch (IndexOutOfBoundsException e) {
      throw broken();
    }
    return made;
  }

  List<Entry> entries() {
    return entries;
  }

  private int end() throws ZipException {
    int last = file.limit() - END_LENGTH;
    for (int at = last; at >= 0 && at >= last - LONGEST_COMMENT; at--) {
      if (file.getInt(at) == END) {
        return at;
      }
    }
    throw broken();
  }

  private void read(int end, int most) throws ZipException {
    int at = file.getInt(end + 16);
    while (entries.size() <= most && file.getInt(at) == DIRECTORY_ENTRY) {
      byte[] name = new byte[unsigned(at + 28)];
      file.get(at + 46, name);
      boolean encrypted = (file.getShort(at + 8) & 1) != 0;
      if (encrypted) {
        throw broken();
      }
      entries.add(
          new Entry(
              new String(name, UTF_8),
              unsigned(at + 10),
              Integer.toUnsignedLong(file.getInt(at + 16)),
              file.getInt(at + 20),
              file.getInt(at + 42)));
      at += 46 + name.length + unsigned(at + 30) + unsigned(at + 32);
    }
  }

  private int unsigned(int at) {
    return Short.toUnsignedInt(file.getShort(at));
  }

  /** The content of an entry, which is not yet known to fit its checksum. */
  InputStream open(Entry entry) throws ZipException {
    try {
      if (file.getInt(entry.offset()) != LOCAL_ENTRY) {
        throw broken();
      }
      int begin =
          entry.offset() + 30 + unsigned(entry.offset() + 26) + unsigned(entry.offset() + 28);
      int size = entry.method() == STORED ? entry.size() : file.limit() - begin;
      if (size < 0 || size > file.limit() - begin) {
        throw broken();
      }
      InputStream content = new ByteArrayInputStream(bytes, begin, size);
      return switch (entry.method()) {
        case STORED -> content;
        case DEFLATED -> new InflaterInputStream(content, new Inflater(true));
        default -> throw broken();
      };
    } catch (IndexOutOfBoundsException e) {
      throw broken();
    }
  }

  private static ZipException broken() {
    return new ZipException("no archive that can be read");
  }
}
