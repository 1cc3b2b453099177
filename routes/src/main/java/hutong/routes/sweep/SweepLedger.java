package hutong.routes.sweep;

import hutong.routes.Bells;
import hutong.routes.ledger.Erasures;
import hutong.routes.ledger.Ledger;
import hutong.routes.ledger.Urging;
import hutong.schemas.RecordTypes;
import java.time.Clock;
import java.time.Duration;
import java.time.Period;
import java.util.Map;
import java.util.TreeMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Step "sweep": whatever is overdue goes on, everybody who waits is told to look, what was kept
 * long enough is pruned and erased, and what this node owes and has not answered is reminded of.
 */
public final class SweepLedger {

  private static final Logger LOG = LoggerFactory.getLogger(SweepLedger.class);

  /** What is of a type that nobody knows was refused. */
  public static final Period REFUSED = Period.ofYears(1);

  private final Ledger ledger;
  private final Map<String, Period> kept;
  private final Duration contents;
  private final Urging urging;
  private final Bells bells;
  private final Clock clock;

  /**
   * @param types say how long records of each are kept
   * @param contents how long those of ended records are kept; zero: as their types say
   * @param urging when an answer that is owed is reminded of, and escalated
   */
  public SweepLedger(
      Ledger ledger,
      RecordTypes types,
      Duration contents,
      Urging urging,
      Bells bells,
      Clock clock) {
    this.ledger = ledger;
    this.kept = new TreeMap<>();
    for (String name : types.names()) {
      types.of(name).ifPresent(type -> kept.put(name, type.retention().period()));
    }
    kept.put(Erasures.ANY_OTHER, REFUSED);
    this.contents = contents;
    this.urging = urging;
    this.bells = bells;
    this.clock = clock;
  }

  public void sweep() {
    if (ledger.sweep(clock.instant()) > 0) {
      bells.ringOutboxes();
      bells.ringMailboxes();
    }
    int urged = ledger.clocks().urge(urging, clock.instant());
    if (urged > 0) {
      LOG.info("{} answers are overdue and were urged", urged);
    }
    int erased = ledger.erasures().retire(kept, clock.instant());
    if (erased > 0) {
      LOG.info("{} records were erased", erased);
    }
    int pruned = ledger.erasures().prune(contents, clock.instant());
    if (pruned > 0) {
      LOG.debug("The contents of {} records were given up", pruned);
    }
  }
}
