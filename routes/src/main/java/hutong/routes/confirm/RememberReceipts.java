package hutong.routes.confirm;

import hutong.routes.Bells;
import hutong.routes.OneByOne;
import hutong.routes.Quarantine;
import hutong.routes.confirm.MatchReceipts.Matched;
import hutong.routes.ledger.Confirmation;
import hutong.routes.ledger.Ledger;
import hutong.routes.ledger.Quarantined;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Step "remember": the receipt is kept as evidence and moves its transfer on. */
public final class RememberReceipts {

  private static final Logger LOG = LoggerFactory.getLogger(RememberReceipts.class);

  private final Ledger ledger;
  private final Bells bells;
  private final Clock clock;

  public RememberReceipts(Ledger ledger, Bells bells, Clock clock) {
    this.ledger = ledger;
    this.bells = bells;
    this.clock = clock;
  }

  /** Returns all that is quarantined of it. */
  public List<Quarantined> remember(Matched matched) {
    List<Quarantined> quarantined = new ArrayList<>(matched.quarantined());
    if (!matched.quarantined().isEmpty()) {
      ledger.quarantine(matched.quarantined());
    }
    if (!matched.confirmations().isEmpty()) {
      List<Confirmation> poisonous =
          OneByOne.poisonous(
              matched.confirmations(), group -> ledger.confirm(group, clock.instant()));
      if (!poisonous.isEmpty()) {
        List<Quarantined> unstorable = poisonous.stream().map(this::quarantined).toList();
        ledger.quarantine(unstorable);
        quarantined.addAll(unstorable);
      }
      matched.confirmations().stream()
          .map(confirmation -> confirmation.by())
          .distinct()
          .forEach(by -> bells.outbox(by).ring());
    }
    return quarantined;
  }

  private Quarantined quarantined(Confirmation said) {
    LOG.error("A receipt by {} for {} can't be stored", said.by(), said.about().id());
    return new Quarantine(clock).of(said.signedData(), "NOT_STORABLE", said.by());
  }
}
