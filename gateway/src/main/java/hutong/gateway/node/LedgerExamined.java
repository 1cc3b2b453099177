package hutong.gateway.node;

import hutong.gateway.ledger.Examination;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Examines the whole ledger once after each start, while the node works. */
final class LedgerExamined implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(LedgerExamined.class);

  private final Examination examination;
  private final CompletableFuture<Void> damaged = new CompletableFuture<>();
  private final Thread thread = new Thread(this::examine, "ledger-examination");

  LedgerExamined(Examination examination) {
    this.examination = examination;
    thread.setDaemon(true);
    thread.start();
  }

  /** Completes if it is damaged. */
  CompletableFuture<Void> damaged() {
    return damaged;
  }

  private void examine() {
    List<String> damage = examination.run();
    damage.forEach(each -> LOG.error("The ledger is damaged: {}", each));
    if (!damage.isEmpty()) {
      damaged.complete(null);
    }
  }

  @Override
  public void close() {
    examination.close();
    try {
      thread.join();
    } catch (InterruptedException hurried) {
      Thread.currentThread().interrupt();
    }
  }
}
