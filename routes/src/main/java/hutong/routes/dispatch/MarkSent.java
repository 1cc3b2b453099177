package hutong.routes.dispatch;

import hutong.routes.Tracing;
import hutong.routes.ledger.Ledger;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Step "mark": what the broker committed has been sent; what failed is put off. */
public final class MarkSent {

  private final Ledger ledger;
  private final Tracing tracing;
  private final Clock clock;

  public MarkSent(Ledger ledger, Tracing tracing, Clock clock) {
    this.ledger = ledger;
    this.tracing = tracing;
    this.clock = clock;
  }

  public void sent(Dispatch dispatch) {
    tracing.sent(dispatch.destination());
    Map<Long, Integer> pieces = dispatch.pieces();
    if (!pieces.isEmpty()) {
      ledger.attachments().sent(dispatch.destination(), pieces, clock.instant());
    }
    if (pieces.isEmpty() || !dispatch.rows().isEmpty()) {
      ledger.sent(dispatch.rows(), dispatch.envelopes(), clock.instant());
    }
  }

  /**
   * Puts the destination off.
   *
   * @param cause stable word
   */
  public void failed(Dispatch dispatch, String cause) {
    tracing.notSent(dispatch.destination(), cause);
    List<Long> tried = new ArrayList<>(dispatch.rows());
    tried.addAll(dispatch.pieces().keySet());
    ledger.postpone(dispatch.destination(), tried, cause, clock.instant());
  }
}
