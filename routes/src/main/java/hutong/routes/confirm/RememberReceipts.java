package hutong.routes.confirm;

import hutong.routes.Bells;
import hutong.routes.confirm.MatchReceipts.Matched;
import hutong.routes.ledger.Ledger;
import java.time.Clock;

/** Step "remember": the receipt is kept as evidence and moves its transfer on. */
public final class RememberReceipts {

  private final Ledger ledger;
  private final Bells bells;
  private final Clock clock;

  public RememberReceipts(Ledger ledger, Bells bells, Clock clock) {
    this.ledger = ledger;
    this.bells = bells;
    this.clock = clock;
  }

  public void remember(Matched matched) {
    if (!matched.quarantined().isEmpty()) {
      ledger.quarantine(matched.quarantined());
    }
    if (!matched.confirmations().isEmpty()) {
      ledger.confirm(matched.confirmations(), clock.instant());
      matched.confirmations().stream()
          .map(confirmation -> confirmation.by())
          .distinct()
          .forEach(by -> bells.outbox(by).ring());
    }
  }
}
