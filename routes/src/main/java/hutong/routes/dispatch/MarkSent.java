package hutong.routes.dispatch;

import hutong.routes.Bells;
import hutong.routes.RetryPolicy;
import hutong.routes.ledger.Ledger;
import java.time.Clock;
import java.time.Instant;
import java.util.concurrent.ThreadLocalRandom;

/** Step "mark": what the broker committed has been sent; what failed is put off. */
public final class MarkSent {

  private final Ledger ledger;
  private final Bells bells;
  private final RetryPolicy retry;
  private final Clock clock;

  public MarkSent(Ledger ledger, Bells bells, RetryPolicy retry, Clock clock) {
    this.ledger = ledger;
    this.bells = bells;
    this.retry = retry;
    this.clock = clock;
  }

  public void sent(Dispatch dispatch) {
    ledger.sent(dispatch.rows(), clock.instant());
  }

  /**
   * Puts the destination off.
   *
   * @param cause stable word
   */
  public void failed(Dispatch dispatch, String cause) {
    Instant now = clock.instant();
    Instant next = now.plus(retry.after(dispatch.attempts(), ThreadLocalRandom.current()));
    ledger.postpone(dispatch.destination(), dispatch.rows(), next, cause, now);
    bells.outbox(dispatch.destination()).ring();
  }
}
