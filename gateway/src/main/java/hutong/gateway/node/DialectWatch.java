package hutong.gateway.node;

import hutong.gateway.dialects.ShadowBook;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/** Writes down now and then, and at the end, what dialects that run as shadow did otherwise. */
final class DialectWatch implements AutoCloseable {
  private static final long EVERY_SECONDS = 2;
  private static final long CLOSE_SECONDS = 10;

  private final ShadowBook book;
  private final ScheduledExecutorService writer =
      Executors.newSingleThreadScheduledExecutor(
          work -> {
            Thread thread = new Thread(work, "dialects");
            thread.setDaemon(true);
            return thread;
          });

  DialectWatch(ShadowBook book) {
    this.book = book;
    var unused =
        writer.scheduleWithFixedDelay(book::flush, EVERY_SECONDS, EVERY_SECONDS, TimeUnit.SECONDS);
  }

  @Override
  public void close() {
    writer.shutdown();
    try {
      if (!writer.awaitTermination(CLOSE_SECONDS, TimeUnit.SECONDS)) {
        writer.shutdownNow();
      }
    } catch (InterruptedException stop) {
      writer.shutdownNow();
      Thread.currentThread().interrupt();
    }
    book.flush();
  }
}
