package hutong.gateway.bench;

import hutong.gateway.http.ApiClient;
import hutong.gateway.http.Mail;
import hutong.gateway.http.Posted;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;

/**
 * Posts as fast as what is under way allows, while the other side takes its mail. A record is under
 * way from its post until the recipient's system has acknowledged it.
 */
final class Load {

  private static final int MAIL_AT_ONCE = 200;
  private static final int SAMPLE = 2_000;

  private final ApiClient poster;
  private final ApiClient taker;
  private final Bodies bodies;
  private final int ahead;
  private final Semaphore room;
  private final AtomicLong posted = new AtomicLong();
  private final AtomicLong everPosted = new AtomicLong();
  private final AtomicReference<Throwable> fault = new AtomicReference<>();
  private final Map<UUID, Instant> postedAt = new ConcurrentHashMap<>();
  private volatile boolean over;

  Load(ApiClient poster, ApiClient taker, Bodies bodies, int ahead) {
    this.poster = poster;
    this.taker = taker;
    this.bodies = bodies;
    this.ahead = ahead;
    this.room = new Semaphore(ahead);
  }

  /** Posts for so long, then waits until everything posted has been taken at the other side. */
  void run(Duration duration) throws Exception {
    over = false;
    take();
    long end = System.nanoTime() + duration.toNanos();
    while (System.nanoTime() < end && fault.get() == null) {
      if (room.tryAcquire(100, TimeUnit.MILLISECONDS)) {
        post();
      }
    }
    if (!room.tryAcquire(ahead, 60, TimeUnit.SECONDS)) {
      throw new IllegalStateException("Not everything posted was taken", fault.get());
    }
    room.release(ahead);
    over = true;
    if (fault.get() != null) {
      throw new IllegalStateException("A client failed", fault.get());
    }
  }

  long posted() {
    return posted.get();
  }

  /** Forgets what was posted so far, for the figures. */
  void forget() {
    posted.set(0);
    postedAt.clear();
  }

  /** Waits for the sender to have verified every receipt; returns how many stayed away. */
  long awaitDelivered(ApiClient watcher, Duration patience) throws InterruptedException {
    long end = System.nanoTime() + patience.toNanos();
    long missing;
    do {
      missing =
          everPosted.get()
              - delivered(watcher.status().toCompletionStage().toCompletableFuture().join());
      if (missing > 0) {
        TimeUnit.MILLISECONDS.sleep(20);
      }
    } while (missing > 0 && System.nanoTime() < end);
    return missing;
  }

  /** From post to verified receipt, ascending, of a sample spread over the whole run. */
  long[] latencies(ApiClient client) {
    List<UUID> ids = postedAt.keySet().stream().sorted().toList();
    int step = Math.max(1, ids.size() / SAMPLE);
    long[] nanos = new long[(ids.size() + step - 1) / step];
    for (int i = 0; i < nanos.length; i++) {
      UUID id = ids.get(i * step);
      JsonObject timeline = client.timeline(id).toCompletionStage().toCompletableFuture().join();
      nanos[i] = Duration.between(postedAt.get(id), deliveredAt(timeline)).toNanos();
    }
    Arrays.sort(nanos);
    return nanos;
  }

  private void post() {
    Instant at = Instant.now();
    poster
        .submit(bodies.next(), "application/json", null)
        .onComplete(
            answer -> {
              if (answer.succeeded()) {
                count(answer.result(), at);
              } else {
                fault.compareAndSet(null, answer.cause());
                room.release();
              }
            });
  }

  private void count(Posted answer, Instant at) {
    posted.incrementAndGet();
    everPosted.incrementAndGet();
    postedAt.put(answer.id(), at);
  }

  /** Takes mail until the run is over: one long poll after the other. */
  private void take() {
    taker
        .mailbox(1, MAIL_AT_ONCE, 60)
        .compose(
            (Optional<Mail> mail) ->
                mail.isEmpty()
                    ? io.vertx.core.Future.succeededFuture(0)
                    : taker.acknowledge(mail.get().lease()).map(done -> mail.get().items().size()))
        .onComplete(
            taken -> {
              if (taken.failed()) {
                fault.compareAndSet(null, taken.cause());
              } else {
                room.release(taken.result());
              }
              if (!over && fault.get() == null) {
                take();
              }
            });
  }

  private static long delivered(JsonObject status) {
    return status.getJsonArray("tally").stream()
        .map(JsonObject.class::cast)
        .filter(row -> row.getString("direction").equals("OUT"))
        .filter(row -> row.getString("state").equals("DELIVERED"))
        .mapToLong(row -> row.getLong("count"))
        .sum();
  }

  private static Instant deliveredAt(JsonObject timeline) {
    return timeline.getJsonArray("events").stream()
        .map(JsonObject.class::cast)
        .filter(event -> event.getString("what").equals("DELIVERED"))
        .map(event -> Instant.parse(event.getString("at")))
        .findFirst()
        .orElseThrow();
  }
}
