package hutong.routes.dispatch;

import hutong.routes.BatchSource;
import hutong.routes.Bell;
import hutong.routes.ledger.Ledger;
import hutong.routes.ledger.Outgoing;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/** What waits in the ledger for one destination. */
public final class OutboxSource implements BatchSource<Outgoing> {

  private static final Duration LOOK_ANYWAY = Duration.ofMillis(100);

  private final String destination;
  private final Ledger ledger;
  private final Bell bell;
  private final Clock clock;

  public OutboxSource(String destination, Ledger ledger, Bell bell, Clock clock) {
    this.destination = destination;
    this.ledger = ledger;
    this.bell = bell;
    this.clock = clock;
  }

  @Override
  public List<Outgoing> take(int max) throws InterruptedException {
    CompletableFuture<Void> ring = bell.nextRing();
    List<Outgoing> due = ledger.due(destination, max, clock.instant());
    if (due.isEmpty()) {
      Bell.await(ring, LOOK_ANYWAY);
    }
    return due;
  }
}
