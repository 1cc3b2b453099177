package hutong.routes.deliver;

import hutong.routes.BatchSource;
import hutong.routes.Bell;
import hutong.routes.ledger.Ledger;
import hutong.routes.ledger.Undelivered;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/** Received records that no local system has been chosen for yet. */
public final class ReceivedSource implements BatchSource<Undelivered> {

  private static final Duration LOOK_ANYWAY = Duration.ofMillis(100);

  private final Ledger ledger;
  private final Bell bell;

  public ReceivedSource(Ledger ledger, Bell bell) {
    this.ledger = ledger;
    this.bell = bell;
  }

  @Override
  public List<Undelivered> take(int max) throws InterruptedException {
    CompletableFuture<Void> ring = bell.nextRing();
    List<Undelivered> waiting = ledger.undelivered(max);
    if (waiting.isEmpty()) {
      Bell.await(ring, LOOK_ANYWAY);
    }
    return waiting;
  }
}
