package hutong.routes.sweep;

import hutong.routes.Bells;
import hutong.routes.ledger.Ledger;
import java.time.Clock;

/** Step "sweep": whatever is overdue goes on, and everybody who waits is told to look. */
public final class SweepLedger {

  private final Ledger ledger;
  private final Bells bells;
  private final Clock clock;

  public SweepLedger(Ledger ledger, Bells bells, Clock clock) {
    this.ledger = ledger;
    this.bells = bells;
    this.clock = clock;
  }

  public void sweep() {
    if (ledger.sweep(clock.instant()) > 0) {
      ledger.destinations().forEach(node -> bells.outbox(node).ring());
      bells.ringMailboxes();
    }
  }
}
