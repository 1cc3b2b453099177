package hutong.gateway.bench;

import hutong.gateway.http.ApiClient;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;

/**
 * Posts as fast as what is under way allows, or by the clock, while the other side takes its mail.
 * A record is under way from its post until the recipient's system has answered for it.
 */
final class Load implements AutoCloseable {

  private static final Duration PATIENCE = Duration.ofMinutes(2);

  private final ApiClient poster;
  private final Supplier<byte[]> bodies;
  private final int ahead;
  private final Semaphore room;
  private final Taking taking;
  private final AtomicLong asked = new AtomicLong();
  private final AtomicLong posted = new AtomicLong();
  private final AtomicReference<Throwable> fault = new AtomicReference<>();
  private final Map<UUID, Instant> postedAt = new ConcurrentHashMap<>();

  /**
   * The other side begins to take its mail at once.
   *
   * @param decides whether it accepts each record, instead of taking it over
   */
  Load(ApiClient poster, ApiClient taker, boolean decides, Supplier<byte[]> bodies, int ahead) {
    this.poster = poster;
    this.bodies = bodies;
    this.ahead = ahead;
    this.room = new Semaphore(ahead);
    this.taking = new Taking(taker, decides, room::release);
  }

  /** Posts for so long, then waits until everything posted has been taken at the other side. */
  void run(Duration duration) throws InterruptedException {
    long end = System.nanoTime() + duration.toNanos();
    while (System.nanoTime() < end && sound()) {
      if (room.tryAcquire(100, TimeUnit.MILLISECONDS)) {
        post(Instant.now());
      }
    }
    settle(ahead);
    room.release(ahead);
  }

  /**
   * Posts so many a second, whatever becomes of them, each as of the instant at which it was due:
   * one that had to wait for the poster has waited all the same.
   */
  void run(double perSecond, Duration duration) throws InterruptedException {
    Instant begun = Instant.now();
    long started = System.nanoTime();
    int count = (int) Math.max(1, perSecond * duration.toNanos() / 1e9);
    for (int i = 0; i < count && sound(); i++) {
      long due = (long) (i * 1e9 / perSecond);
      for (long wait = started + due - System.nanoTime();
          wait > 0;
          wait = started + due - System.nanoTime()) {
        LockSupport.parkNanos(wait);
      }
      post(begun.plusNanos(due));
    }
    settle(count);
  }

  /** Posts so many, which nobody will be able to take soon, and waits for the answers alone. */
  void post(int count) throws InterruptedException {
    for (int i = 0; i < count && sound(); i++) {
      while (asked.get() - posted.get() >= ahead && sound()) {
        LockSupport.parkNanos(TimeUnit.MICROSECONDS.toNanos(100));
      }
      post(null);
    }
    awaitAnswers();
    if (!sound()) {
      throw failed();
    }
  }

  /** Since the start. */
  long posted() {
    return posted.get();
  }

  /** When each was posted, or was to be. */
  Map<UUID, Instant> postedAt() {
    return Map.copyOf(postedAt);
  }

  /** Forgets when what was posted so far was. */
  void forget() {
    postedAt.clear();
  }

  /**
   * @param at null if nobody will ask
   */
  private void post(Instant at) {
    asked.incrementAndGet();
    poster
        .submit(bodies.get(), "application/json", null)
        .onComplete(
            answer -> {
              if (answer.succeeded()) {
                if (at != null) {
                  postedAt.put(answer.result().id(), at);
                }
                posted.incrementAndGet();
              } else {
                fault.compareAndSet(null, answer.cause());
                room.release();
              }
            });
  }

  private boolean sound() {
    return fault.get() == null && taking.fault() == null;
  }

  private void settle(int underWay) throws InterruptedException {
    boolean taken = room.tryAcquire(underWay, PATIENCE.toSeconds(), TimeUnit.SECONDS);
    if (taken) {
      // Some are taken there before their poster has heard that they were posted.
      awaitAnswers();
    }
    if (!sound()) {
      throw failed();
    }
    if (!taken) {
      throw new IllegalStateException("Not everything posted was taken");
    }
  }

  private void awaitAnswers() throws InterruptedException {
    while (sound() && posted.get() < asked.get()) {
      TimeUnit.MILLISECONDS.sleep(1);
    }
  }

  private IllegalStateException failed() {
    return new IllegalStateException(
        "A client failed", fault.get() == null ? taking.fault() : fault.get());
  }

  @Override
  public void close() {
    taking.close();
  }
}
