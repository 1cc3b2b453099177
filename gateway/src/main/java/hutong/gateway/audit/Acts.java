package hutong.gateway.audit;

import hutong.routes.ledger.Act;
import hutong.routes.ledger.AuditLog;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Notes what people do: that it was asked before it is done, and what came of it behind it. What
 * can't be noted is not to be done. An act that was asked and has no end was cut off by a crash, or
 * its end waits to be written.
 */
public final class Acts implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(Acts.class);
  private static final int MOST_WAITING = 10_000;
  private static final int TOGETHER = 256;
  private static final long AGAIN_MS = 1_000;
  private static final long CLOSE_MS = 5_000;

  private final AuditLog log;
  private final Clock clock;
  private final BlockingQueue<Act> waiting = new ArrayBlockingQueue<>(MOST_WAITING);
  private final Thread writer = new Thread(this::run, "acts");
  private volatile boolean closed;

  public Acts(AuditLog log, Clock clock) {
    this.log = log;
    this.clock = clock;
    writer.setDaemon(true);
    writer.start();
  }

  /**
   * Returns when it is on disk that this was asked; blocks until then.
   *
   * @throws RuntimeException if it can't be written: then it must not be done
   */
  public void before(Asked asked) {
    log.note(List.of(act(asked, Act.Outcome.ASKED, null)));
  }

  /** It was done; never blocks. */
  public void done(Asked asked) {
    after(asked, Act.Outcome.DONE, null);
  }

  /**
   * It was not done; never blocks.
   *
   * @param code stable word why; null if there is none
   */
  public void refused(Asked asked, String code) {
    after(asked, Act.Outcome.REFUSED, code);
  }

  private void after(Asked asked, Act.Outcome outcome, String code) {
    if (!waiting.offer(act(asked, outcome, code))) {
      LOG.error("What came of request {} is not noted: too much waits", asked.request());
    }
  }

  private Act act(Asked asked, Act.Outcome outcome, String code) {
    return new Act(
        clock.instant(),
        asked.by(),
        asked.channel(),
        asked.what(),
        asked.about(),
        asked.request(),
        outcome,
        code);
  }

  private void run() {
    List<Act> together = new ArrayList<>();
    while (!closed || !waiting.isEmpty() || !together.isEmpty()) {
      try {
        if (together.isEmpty()) {
          Act first = waiting.poll(AGAIN_MS, TimeUnit.MILLISECONDS);
          if (first == null) {
            continue;
          }
          together.add(first);
          waiting.drainTo(together, TOGETHER - 1);
        }
        log.note(together);
        together.clear();
      } catch (InterruptedException woken) {
        // To look whether it is closed.
      } catch (RuntimeException fault) {
        LOG.warn("What came of {} requests could not be noted; it is tried again", together.size());
        if (!paused()) {
          return;
        }
      }
    }
  }

  /** False if there is no time any more. */
  private boolean paused() {
    try {
      TimeUnit.MILLISECONDS.sleep(AGAIN_MS);
      return !closed;
    } catch (InterruptedException closing) {
      return !closed;
    }
  }

  /** Notes what waits. */
  @Override
  public void close() {
    closed = true;
    writer.interrupt();
    try {
      writer.join(CLOSE_MS);
    } catch (InterruptedException stop) {
      Thread.currentThread().interrupt();
    }
  }
}
