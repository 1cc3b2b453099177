package hutong.gateway.bench;

import hutong.gateway.http.ApiClient;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;

/** Posts to a node and looks how many of it have left, whoever takes them. */
final class Sending {

  private static final Duration PATIENCE = Duration.ofMinutes(2);
  private static final int MOST_UNANSWERED = 1_000;
  private static final long LOOK_NANOS = TimeUnit.MILLISECONDS.toNanos(200);

  private final ApiClient poster;
  private final Tallied sent;
  private final Supplier<byte[]> bodies;
  private final int ahead;
  private final AtomicLong answered = new AtomicLong();
  private final AtomicReference<Throwable> fault = new AtomicReference<>();
  private long posted;

  /**
   * @param ahead most records that were posted and have not left
   */
  Sending(ApiClient poster, ApiClient watcher, Supplier<byte[]> bodies, int ahead) {
    this.poster = poster;
    this.sent = new Tallied(watcher, "SENT");
    this.bodies = bodies;
    this.ahead = ahead;
  }

  /** Posts for so long and waits for all of it to leave; returns how many a second left. */
  double perSecond(Duration duration) throws InterruptedException {
    long before = posted;
    long started = System.nanoTime();
    long nextLook = started;
    long left = before;
    while (System.nanoTime() - started < duration.toNanos() && fault.get() == null) {
      if (System.nanoTime() >= nextLook) {
        left = sent.count();
        nextLook = System.nanoTime() + sent.pause(LOOK_NANOS);
      }
      if (posted - left < ahead && posted - answered.get() < MOST_UNANSWERED) {
        post();
      } else {
        TimeUnit.MILLISECONDS.sleep(1);
      }
    }
    long missing = sent.await(posted, PATIENCE);
    if (fault.get() != null || missing > 0) {
      throw new IllegalStateException("Not everything posted was sent", fault.get());
    }
    return (posted - before) * 1e9 / (System.nanoTime() - started);
  }

  /** Records so far. */
  long posted() {
    return posted;
  }

  private void post() {
    posted++;
    poster
        .submit(bodies.get(), "application/json", null)
        .onSuccess(any -> answered.incrementAndGet())
        .onFailure(failure -> fault.compareAndSet(null, failure));
  }
}
