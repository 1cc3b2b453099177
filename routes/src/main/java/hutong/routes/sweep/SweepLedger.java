package hutong.routes.sweep;

import hutong.routes.Bells;
import hutong.routes.ledger.Erasures;
import hutong.routes.ledger.Ledger;
import hutong.schemas.RecordTypes;
import java.time.Clock;
import java.time.Period;
import java.util.Map;
import java.util.TreeMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Step "sweep": whatever is overdue goes on, everybody who waits is told to look, and what was kept
 * long enough is erased.
 */
public final class SweepLedger {

  private static final Logger LOG = LoggerFactory.getLogger(SweepLedger.class);

  /** What is of a type that nobody knows was refused. */
  private static final Period REFUSED = Period.ofYears(1);

  private final Ledger ledger;
  private final Map<String, Period> kept;
  private final Bells bells;
  private final Clock clock;

  /**
   * @param types say how long records of each are kept
   */
  public SweepLedger(Ledger ledger, RecordTypes types, Bells bells, Clock clock) {
    this.ledger = ledger;
    this.kept = new TreeMap<>();
    for (String name : types.names()) {
      types.of(name).ifPresent(type -> kept.put(name, type.retention().period()));
    }
    kept.put(Erasures.ANY_OTHER, REFUSED);
    this.bells = bells;
    this.clock = clock;
  }

  public void sweep() {
    if (ledger.sweep(clock.instant()) > 0) {
      ledger.destinations().forEach(node -> bells.outbox(node).ring());
      bells.ringMailboxes();
    }
    int erased = ledger.erasures().retire(kept, clock.instant());
    if (erased > 0) {
      LOG.info("{} records were erased", erased);
    }
  }
}
