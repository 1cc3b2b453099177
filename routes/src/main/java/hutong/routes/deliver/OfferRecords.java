package hutong.routes.deliver;

import hutong.routes.Bells;
import hutong.routes.ledger.Ledger;
import hutong.routes.ledger.Offer;
import java.time.Clock;
import java.util.List;

/** Step "hand over": puts the records into the mailboxes of the systems chosen. */
public final class OfferRecords {

  private final Ledger ledger;
  private final Bells bells;
  private final Clock clock;

  public OfferRecords(Ledger ledger, Bells bells, Clock clock) {
    this.ledger = ledger;
    this.bells = bells;
    this.clock = clock;
  }

  public void offer(List<Offer> offers) {
    ledger.offer(offers, clock.instant());
    for (Offer offer : offers) {
      if (offer instanceof Offer.To to) {
        bells.mailbox(to.decider()).ring();
        to.readers().forEach(reader -> bells.mailbox(reader.system()).ring());
      }
    }
  }
}
