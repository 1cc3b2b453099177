package hutong.routes.receive;

import hutong.routes.Bells;
import hutong.routes.OneByOne;
import hutong.routes.Quarantine;
import hutong.routes.ledger.Alarm;
import hutong.routes.ledger.Arrival;
import hutong.routes.ledger.Ledger;
import hutong.routes.ledger.Quarantined;
import hutong.routes.ledger.Quarantined.Form;
import hutong.routes.ledger.ReceiptWriter;
import hutong.schemas.RejectionCode;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Step "remember": stores the arrivals with their receipts in one commit. The receipts leave by
 * dispatch afterwards; the broker's messages are acknowledged last of all.
 */
public final class RememberArrivals {

  private static final Logger LOG = LoggerFactory.getLogger(RememberArrivals.class);

  private final Ledger ledger;
  private final ReceiptWriter receipts;
  private final Bells bells;
  private final Clock clock;

  public RememberArrivals(Ledger ledger, ReceiptWriter receipts, Bells bells, Clock clock) {
    this.ledger = ledger;
    this.receipts = receipts;
    this.bells = bells;
    this.clock = clock;
  }

  /** Returns all that is quarantined of it. */
  public List<Quarantined> remember(ReadArrivals.Read read) {
    if (!read.quarantined().isEmpty()) {
      ledger.quarantine(read.quarantined());
    }
    List<Arrival> arrivals = read.arrivals();
    if (arrivals.isEmpty()) {
      return read.quarantined();
    }
    List<Alarm> alarms =
        arrivals.stream().filter(this::outsideItsDivisions).map(this::alarm).toList();
    if (!alarms.isEmpty()) {
      ledger.raise(alarms);
    }
    List<Arrival> poisonous =
        OneByOne.poisonous(arrivals, group -> ledger.receive(group, receipts, clock.instant()));
    List<Quarantined> quarantined = new ArrayList<>(read.quarantined());
    if (!poisonous.isEmpty()) {
      List<Quarantined> unstorable = poisonous.stream().map(this::quarantined).toList();
      ledger.quarantine(unstorable);
      quarantined.addAll(unstorable);
    }
    bells.received().ring();
    arrivals.stream()
        .map(arrival -> arrival.facts().from())
        .distinct()
        .forEach(from -> bells.outbox(from).ring());
    return quarantined;
  }

  private Quarantined quarantined(Arrival arrival) {
    LOG.error("Arrival {} can't be stored and is quarantined", arrival.facts().id());
    return new Quarantine(clock)
        .of(arrival.signedData(), "NOT_STORABLE", arrival.facts().from(), Form.RECORD);
  }

  private boolean outsideItsDivisions(Arrival arrival) {
    return arrival.refusal() != null && arrival.refusal().code() == RejectionCode.NOT_AUTHORISED;
  }

  private Alarm alarm(Arrival arrival) {
    return new Alarm(
        clock.instant(),
        Alarm.Code.SENDER_NOT_COMPETENT,
        arrival.facts().from(),
        arrival.facts().id().toString());
  }
}
