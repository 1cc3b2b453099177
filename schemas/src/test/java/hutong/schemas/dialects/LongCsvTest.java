package hutong.schemas.dialects;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A CSV file of any length is read in memory that doesn't grow. */
class LongCsvTest {
  private static final int MB = 1024 * 1024;
  private static final int SIZE = Integer.getInteger("csv.megabytes", 100);
  private static final byte[] HEADER = "姓名,证件号码,出生日期,住址,备注\r\n".getBytes(UTF_8);
  private static final byte[] ROW =
      "王小明,110101199001010003,1990-01-01,\"北京市东城区某街道某小区1号楼,101室\",\"第一行\n第二行\"\r\n".getBytes(UTF_8);

  @Test
  void is_read_in_flat_memory() throws Exception {
    CsvFormat csv = new CsvFormat(CsvFormat.Options.of("UTF-8", List.of("姓名")));
    long expected = ((long) SIZE * MB - HEADER.length) / ROW.length;
    long rows = 0;
    long mostUsed = 0;
    long begin = System.nanoTime();
    try (RecordSource source = csv.open(new Endless(expected))) {
      for (PartnerRecord one = source.next(); one != null; one = source.next()) {
        rows++;
        if (rows % (expected / 4) == 0) {
          System.gc();
          mostUsed = Math.max(mostUsed, used());
        }
      }
      assertThat(source.remarks()).isEmpty();
    }
    double seconds = (System.nanoTime() - begin) / 1e9;
    System.out.printf(
        "%d MB, %d rows, %.0f rows/s, %d MB of heap in use%n",
        SIZE, rows, rows / seconds, mostUsed / MB);
    assertThat(rows).isEqualTo(expected);
    assertThat(mostUsed).isLessThan(200L * MB);
  }

  private static long used() {
    return Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory();
  }

  /** The header and then one row over and over. */
  private static final class Endless extends InputStream {
    private long left;
    private byte[] now = HEADER;
    private int at;

    Endless(long rows) {
      left = rows;
    }

    @Override
    public int read() throws IOException {
      byte[] one = new byte[1];
      return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
    }

    @Override
    public int read(byte[] target, int offset, int length) {
      if (at == now.length) {
        if (left-- <= 0) {
          return -1;
        }
        now = ROW;
        at = 0;
      }
      int count = Math.min(length, now.length - at);
      System.arraycopy(now, at, target, offset, count);
      at += count;
      return count;
    }
  }
}
