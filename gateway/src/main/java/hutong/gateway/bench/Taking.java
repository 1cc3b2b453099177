package hutong.gateway.bench;

import hutong.gateway.http.ApiClient;
import hutong.gateway.http.Mail;
import io.vertx.core.Future;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.IntConsumer;

/** A system at the other side: one long poll after the other until it is closed. */
final class Taking implements AutoCloseable {

  private static final int AT_ONCE = 200;
  private static final int LEASE_SECONDS = 60;

  private final ApiClient taker;
  private final boolean decides;
  private final IntConsumer taken;
  private final AtomicReference<Throwable> fault = new AtomicReference<>();
  private final CompletableFuture<Void> ended = new CompletableFuture<>();
  private volatile boolean over;

  /**
   * Begins at once.
   *
   * @param decides whether it accepts each record, instead of taking it over
   * @param taken told how many, each time
   */
  Taking(ApiClient taker, boolean decides, IntConsumer taken) {
    this.taker = taker;
    this.decides = decides;
    this.taken = taken;
    next();
  }

  /** What stopped it; null if nothing did. */
  Throwable fault() {
    return fault.get();
  }

  private void next() {
    taker
        .mailbox(1, AT_ONCE, LEASE_SECONDS)
        .compose(mail -> mail.isEmpty() ? Future.succeededFuture(0) : answer(mail.get()))
        .onComplete(
            done -> {
              if (done.failed()) {
                fault.compareAndSet(null, done.cause());
              } else {
                taken.accept(done.result());
              }
              if (over || done.failed()) {
                ended.complete(null);
              } else {
                next();
              }
            });
  }

  private Future<Integer> answer(Mail mail) {
    return (decides
            ? taker.decide(mail.lease(), mail.items().stream().map(Mail.Verdict::accept).toList())
            : taker.acknowledge(mail.lease()))
        .map(done -> mail.items().size());
  }

  /** Returns when nothing is asked for any more. */
  @Override
  public void close() {
    over = true;
    ended.join();
  }
}
