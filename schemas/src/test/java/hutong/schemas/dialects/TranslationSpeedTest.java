package hutong.schemas.dialects;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import hutong.schemas.CodeLists;
import hutong.schemas.Documents;
import hutong.schemas.RecordTypes;
import hutong.schemas.RefusedInput;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What one record of about 2 KB costs, each way, once the program is warm. */
class TranslationSpeedTest {
  private static final Instant NOW = Instant.parse("2026-11-27T08:00:00Z");
  private static final int WARM = 4_000;
  private static final int PER_TYPE = 300;
  private static final int TWO_KILOBYTES = 2_048;
  private static final int ROUNDS = 5;
  private static final int EACH = 1_000;

  /** Twice what is asked for, since the machine that runs the tests is shared. */
  private static final long MOST_MICROS = 300;

  private static final RecordTypes TYPES = RecordTypes.load();
  private static final Documents DOCUMENTS = new Documents();

  private interface Work {
    Object once() throws Exception;
  }

  @Test
  void a_record_of_two_kilobytes_is_translated_in_microseconds() throws Exception {
    DialectFiles files = new DialectFiles(TYPES, CodeLists.load());
    for (String name :
        List.of(
            "provincial-xml", "provincial-json", "terminal-jsonl", "legacy-fixed", "hl7-service")) {
      Dialect dialect = files.read(DialectFiles.builtIn().get(name));
      ObjectNode record = large(dialect);
      byte[] document = written(dialect, record);
      long reading = micros(() -> read(dialect, document));
      long writing = micros(() -> written(dialect, record));
      System.out.printf(
          "%-16s %5d bytes: read %3d us, written and read back %3d us%n",
          name, document.length, reading, writing);
      assertThat(reading).as("%s, reading", name).isLessThan(MOST_MICROS);
      assertThat(writing).as("%s, writing", name).isLessThan(MOST_MICROS);
    }
  }

  /** The largest of many random ones, of any type, that is written in 2 KB. */
  private static ObjectNode large(Dialect dialect) {
    RandomRecords records = new RandomRecords(7, TYPES);
    return dialect.types().stream()
        .flatMap(type -> Stream.generate(() -> records.of(type)).limit(PER_TYPE))
        .max(Comparator.comparingInt(each -> size(dialect, each)))
        .get();
  }

  /** 0 for one that can't be written, or is longer. */
  private static int size(Dialect dialect, ObjectNode record) {
    try {
      DOCUMENTS.readRecord(record);
      int size = written(dialect, record).length;
      return size > TWO_KILOBYTES ? 0 : size;
    } catch (RefusedInput | Unwritable | IOException no) {
      return 0;
    }
  }

  private static Translated read(Dialect dialect, byte[] document) throws Exception {
    try (DialectReader reader = dialect.open(new ByteArrayInputStream(document), NOW, Map.of())) {
      return reader.next();
    }
  }

  private static byte[] written(Dialect dialect, ObjectNode record) throws Unwritable, IOException {
    var bytes = new ByteArrayOutputStream();
    try (DialectWriter writer = dialect.create(bytes, NOW)) {
      writer.write(record);
    }
    return bytes.toByteArray();
  }

  /** CPU time of this thread, of the best of some rounds. */
  private static long micros(Work work) throws Exception {
    var threads = ManagementFactory.getThreadMXBean();
    for (int i = 0; i < WARM; i++) {
      work.once();
    }
    long best = Long.MAX_VALUE;
    for (int round = 0; round < ROUNDS; round++) {
      long start = threads.getCurrentThreadCpuTime();
      for (int i = 0; i < EACH; i++) {
        work.once();
      }
      best = Math.min(best, threads.getCurrentThreadCpuTime() - start);
    }
    return best / EACH / 1_000;
  }
}
