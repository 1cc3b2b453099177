package hutong.routes.dispatch;

import hutong.certs.Directory;
import hutong.routes.BatchSource;
import hutong.routes.Bell;
import hutong.routes.ledger.Ledger;
import hutong.routes.ledger.Outgoing;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;

/** What waits in the ledger for one destination. */
public final class OutboxSource implements BatchSource<Outgoing> {

  private static final Duration LOOK_ANYWAY = Duration.ofMillis(100);

  private final String destination;
  private final Ledger ledger;
  private final Supplier<Directory> directory;
  private final Bell bell;
  private final Clock clock;
  private boolean inOutage;

  public OutboxSource(
      String destination, Ledger ledger, Supplier<Directory> directory, Bell bell, Clock clock) {
    this.destination = destination;
    this.ledger = ledger;
    this.directory = directory;
    this.bell = bell;
    this.clock = clock;
  }

  @Override
  public List<Outgoing> take(int max) throws InterruptedException {
    CompletableFuture<Void> ring = bell.nextRing();
    Instant now = clock.instant();
    List<Outgoing> due = planned(now) ? List.of() : due(max, now);
    if (due.isEmpty()) {
      Bell.await(ring, LOOK_ANYWAY);
    }
    return due;
  }

  /**
   * By an expired directory nothing is sealed; what asks for a newer one must not wait behind it.
   */
  private List<Outgoing> due(int max, Instant now) {
    return directory.get().expiredAt(now)
        ? ledger.dueControls(destination, now)
        : ledger.due(destination, max, now);
  }

  /** No attempt is made in a planned outage; after it, as after any other. */
  private boolean planned(Instant now) {
    boolean planned =
        directory.get().member(destination).flatMap(member -> member.outageAt(now)).isPresent();
    if (planned && !inOutage) {
      ledger.standStill(destination, now);
    }
    inOutage = planned;
    return planned;
  }
}
