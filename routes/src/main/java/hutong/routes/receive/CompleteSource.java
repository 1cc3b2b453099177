package hutong.routes.receive;

import hutong.routes.BatchSource;
import hutong.routes.Bell;
import hutong.routes.Bells;
import hutong.routes.ledger.Attachments;
import hutong.routes.ledger.Held;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/** Records that waited for their attachments, and all of them are here. */
public final class CompleteSource implements BatchSource<Held> {

  private static final Duration LOOK_ANYWAY = Duration.ofSeconds(1);

  private final Attachments attachments;
  private final Bells bells;

  public CompleteSource(Attachments attachments, Bells bells) {
    this.attachments = attachments;
    this.bells = bells;
  }

  @Override
  public List<Held> take(int max) throws InterruptedException {
    CompletableFuture<Void> ring = bells.complete().nextRing();
    List<Held> complete = attachments.complete(max);
    if (complete.isEmpty()) {
      Bell.await(ring, LOOK_ANYWAY);
    }
    return complete;
  }
}
