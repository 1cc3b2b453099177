package hutong.gateway.http;

import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.Callable;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/**
 * The few threads on which the API asks the ledger, so that an event loop never waits for a disk.
 */
final class LedgerThreads implements AutoCloseable {

  private static final long KEEP_SECONDS = 30;

  private final ThreadPoolExecutor threads;

  LedgerThreads(int most, int waiting) {
    this.threads =
        new ThreadPoolExecutor(
            most,
            most,
            KEEP_SECONDS,
            TimeUnit.SECONDS,
            new ArrayBlockingQueue<>(waiting),
            task -> {
              Thread thread = new Thread(task, "http-ledger");
              thread.setDaemon(true);
              return thread;
            });
    threads.allowCoreThreadTimeOut(true);
  }

  /** The answer arrives on the context; {@link ApiCode#TOO_BUSY} at once if too many wait. */
  <T> Future<T> ask(Context context, Callable<T> question) {
    Promise<T> answer = Promise.promise();
    try {
      threads.execute(() -> answer(context, question, answer));
    } catch (RejectedExecutionException full) {
      return Future.failedFuture(new Refused(ApiCode.TOO_BUSY));
    }
    return answer.future();
  }

  private static <T> void answer(Context context, Callable<T> question, Promise<T> promise) {
    try {
      T found = question.call();
      context.runOnContext(done -> promise.complete(found));
    } catch (Exception | Error fault) {
      context.runOnContext(done -> promise.fail(fault));
    }
  }

  @Override
  public void close() {
    threads.shutdown();
  }
}
