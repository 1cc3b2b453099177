package hutong.routes.dispatch;

import hutong.routes.Bells;
import hutong.routes.ledger.Ledger;
import java.time.Clock;

/** Step "mark": what the broker committed has been sent; what failed is put off. */
public final class MarkSent {

  private final Ledger ledger;
  private final Bells bells;
  private final Clock clock;

  public MarkSent(Ledger ledger, Bells bells, Clock clock) {
    this.ledger = ledger;
    this.bells = bells;
    this.clock = clock;
  }

  public void sent(Dispatch dispatch) {
    ledger.sent(dispatch.rows(), dispatch.envelopes(), clock.instant());
  }

  /**
   * Puts the destination off.
   *
   * @param cause stable word
   */
  public void failed(Dispatch dispatch, String cause) {
    ledger.postpone(dispatch.destination(), dispatch.rows(), cause, clock.instant());
    bells.outbox(dispatch.destination()).ring();
  }
}
