package hutong.gateway.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import hutong.routes.ledger.Book;
import hutong.routes.ledger.BookHour;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A day in which 3,000,000 records went between two nodes. */
@Tag("campaigns")
class LargeBookTest {

  private static final int RECORDS = 3_000_000;
  private static final Instant DAY = Instant.parse("2026-11-20T00:00:00Z");

  @TempDir private Path folder;

  @Test
  void a_day_of_3000000_records_is_summed_up_in_under_a_minute_and_200_mb() throws Exception {
    Path file = folder.resolve("ledger.db");
    Clock clock = Clock.fixed(Samples.NOW, ZoneOffset.UTC);
    SqlLedger.open(file, Samples.vault(), clock).close();
    fill(file);
    try (SqlLedger ledger = SqlLedger.open(file, Samples.vault(), clock)) {
      Heap heap = new Heap();
      long begun = System.nanoTime();
      List<BookHour> hours =
          ledger
              .reconciliation()
              .hours(new Book(Samples.THERE, false), DAY, DAY.plus(Duration.ofDays(1)));
      Duration took = Duration.ofNanos(System.nanoTime() - begun);
      long most = heap.most();
      System.out.printf(
          "a day of %d records: %d ms, %d MB more at most%n", RECORDS, took.toMillis(), most >> 20);
      assertThat(hours.stream().mapToLong(BookHour::count).sum()).isEqualTo(RECORDS);
      assertThat(took).isLessThan(Duration.ofMinutes(1));
      assertThat(most >> 20).isLessThan(200);
    }
  }

  private static void fill(Path file) throws Exception {
    try (Connection book = DriverManager.getConnection("jdbc:sqlite:" + file)) {
      book.createStatement().execute("PRAGMA synchronous = OFF");
      book.createStatement()
          .execute(
              "WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < "
                  + RECORDS
                  + ") INSERT INTO transfer (key, outbound, id, sender, recipient, partner, type,"
                  + " schema_version, urgent, created, expires, state, changed, source_version,"
                  + " stream_number, predecessor, repeats) SELECT i, 0, randomblob(16), '330000',"
                  + " '360000', '330000', 'ArrivalNotice', '1.0', 0, "
                  + DAY.toEpochMilli()
                  + " + i % 86400000 * 28, 0, 'ACCEPTED', 0, 1, 0, 0, 0 FROM n");
    }
  }

  /** The largest heap in use, by a thread that looks again and again. */
  private static final class Heap {
    private static final long LOOK_NANOS = 2_000_000_000L;

    private final long before = used();
    private volatile boolean done;
    private volatile long most;
    private final Thread watcher = new Thread(this::watch);

    private Heap() {
      watcher.start();
    }

    private static long used() {
      System.gc();
      return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
    }

    /** What is live, not what has yet to be collected. */
    private void watch() {
      while (!done) {
        most = Math.max(most, used() - before);
        LockSupport.parkNanos(LOOK_NANOS);
      }
    }

    private long most() throws InterruptedException {
      done = true;
      watcher.join();
      return most;
    }
  }
}
