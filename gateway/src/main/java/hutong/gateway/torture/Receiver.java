package hutong.gateway.torture;

import hutong.gateway.http.ApiFailure;
import hutong.gateway.http.Mail;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * A part of a region's local system: takes its mail and decides by the id, again and again. Now and
 * then it dies with what it was given, as if it had never come; then the lease has to lapse.
 */
final class Receiver {

  private static final long PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(100);
  private static final int MOST = 50;
  private static final int DIES_ONE_IN = 20;
  private static final int LEASE_SECONDS = 5;
  private static final Duration LEASE_LEFT = Duration.ofSeconds(2 * LEASE_SECONDS);

  private final RegionClient region;
  private final Random random;
  private final Book book;

  Receiver(RegionClient region, Random random, Book book) {
    this.region = region;
    this.random = random;
    this.book = book;
  }

  /** One look into the mailbox; a node that does not answer costs a pause. */
  void receive() throws InterruptedException {
    try {
      long asked = System.nanoTime();
      var mail = region.once(api -> api.mailbox(1, MOST, LEASE_SECONDS));
      if (mail.isPresent() && random.nextInt(DIES_ONE_IN) > 0) {
        mail.get().items().forEach(item -> book.handedOut(item.id(), asked));
        decide(mail.get());
      }
    } catch (ApiFailure | IllegalStateException unanswered) {
      LockSupport.parkNanos(PAUSE_NANOS);
    }
  }

  private void decide(Mail mail) throws InterruptedException {
    List<Mail.Verdict> verdicts =
        mail.items().stream()
            .map(
                item ->
                    Judge.accepts(item.id())
                        ? Mail.Verdict.accept(item)
                        : Mail.Verdict.reject(item, "PERSON_NOT_FOUND", List.of(), null))
            .toList();
    JsonObject answer = region.call(LEASE_LEFT, api -> api.decide(mail.lease(), verdicts));
    answer.getJsonArray("results").stream()
        .map(JsonObject.class::cast)
        .filter(result -> List.of("DONE", "ALREADY").contains(result.getString("result")))
        .forEach(result -> book.settled(UUID.fromString(result.getString("id"))));
  }
}
