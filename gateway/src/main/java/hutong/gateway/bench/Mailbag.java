package hutong.gateway.bench;

import hutong.gateway.http.ApiClient;
import hutong.gateway.http.Mail;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import java.util.BitSet;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.IntStream;

/** Takes what comes to a mailbox and crosses it off by its number: each should come once. */
final class Mailbag {

  private static final int LEASE_SECONDS = 60;

  private final ApiClient taker;
  private final int atOnce;
  private final int calls;
  private final BitSet taken = new BitSet();
  private final AtomicReference<Throwable> fault = new AtomicReference<>();
  private long again;
  private volatile boolean over;
  private CompletableFuture<Void> ended = CompletableFuture.completedFuture(null);

  /**
   * @param atOnce most records of one lease
   * @param calls leases under way at once
   */
  Mailbag(ApiClient taker, int atOnce, int calls) {
    this.taker = taker;
    this.atOnce = atOnce;
    this.calls = calls;
  }

  /** Goes on by itself until it is closed or fails. */
  void open() {
    over = false;
    ended =
        CompletableFuture.allOf(
            IntStream.range(0, calls).mapToObj(any -> reader()).toArray(CompletableFuture[]::new));
  }

  private CompletableFuture<Void> reader() {
    CompletableFuture<Void> end = new CompletableFuture<>();
    takeOn(end);
    return end;
  }

  private void takeOn(CompletableFuture<Void> end) {
    taker
        .mailbox(1, atOnce, LEASE_SECONDS)
        .compose(mail -> mail.isEmpty() ? Future.succeededFuture() : take(mail))
        .onComplete(
            done -> {
              if (done.failed()) {
                fault.compareAndSet(null, done.cause());
              }
              if (over || done.failed()) {
                end.complete(null);
              } else {
                takeOn(end);
              }
            });
  }

  /** Returns when nothing is asked for any more. */
  void close() {
    over = true;
    ended.join();
  }

  /** How many different ones came. */
  synchronized long count() {
    if (fault.get() != null) {
      throw new IllegalStateException("The mailbox could not be read", fault.get());
    }
    return taken.cardinality();
  }

  synchronized long again() {
    return again;
  }

  private Future<JsonObject> take(Optional<Mail> mail) {
    Mail bag = mail.orElseThrow();
    return taker.acknowledge(bag.lease()).onSuccess(done -> bag.items().forEach(this::crossOff));
  }

  private synchronized void crossOff(Mail.Item item) {
    int number = Crowd.number(item.record().getJsonObject("source").getString("key"));
    if (taken.get(number)) {
      again++;
    }
    taken.set(number);
  }
}
