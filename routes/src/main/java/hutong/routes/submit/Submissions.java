package hutong.routes.submit;

import hutong.routes.BatchSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;

/**
 * Where posted records wait for the submit leg: in memory, since nobody has been told yet that they
 * are taken over. Bounded; when it is full the poster is told to come back.
 */
public final class Submissions implements BatchSource<Submission> {

  private static final long WAIT_MS = 100;

  private final BlockingQueue<Submission> waiting;

  public Submissions(int most) {
    this.waiting = new ArrayBlockingQueue<>(most);
  }

  /** Whether there was room. */
  public boolean offer(Submission submission) {
    return waiting.offer(submission);
  }

  @Override
  public List<Submission> take(int max) throws InterruptedException {
    List<Submission> batch = new ArrayList<>();
    Submission first = waiting.poll(WAIT_MS, TimeUnit.MILLISECONDS);
    if (first != null) {
      batch.add(first);
      waiting.drainTo(batch, max - 1);
    }
    return batch;
  }
}
