package hutong.routes.dispatch;

import hutong.certs.Directory;
import hutong.routes.ledger.Ledger;
import hutong.routes.ledger.Outgoing;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.function.Supplier;

/** What waits in the ledger, for one destination at a time. */
public final class OutboxSource {

  private final Ledger ledger;
  private final Supplier<Directory> directory;
  private final Clock clock;

  public OutboxSource(Ledger ledger, Supplier<Directory> directory, Clock clock) {
    this.ledger = ledger;
    this.directory = directory;
    this.clock = clock;
  }

  /** No attempt is made in a planned outage. */
  public Due due(String destination, int max) {
    Instant now = clock.instant();
    boolean planned =
        directory.get().member(destination).flatMap(member -> member.outageAt(now)).isPresent();
    return new Due(destination, planned ? List.of() : due(destination, max, now));
  }

  /**
   * By an expired directory nothing is sealed; what asks for a newer one must not wait behind it.
   */
  private List<Outgoing> due(String destination, int max, Instant now) {
    return directory.get().expiredAt(now)
        ? ledger.dueControls(destination, now)
        : ledger.due(destination, max, now);
  }
}
