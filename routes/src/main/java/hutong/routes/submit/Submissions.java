package hutong.routes.submit;

import hutong.routes.BatchSource;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Where posted records wait for the submit leg: in memory, since nobody has been told yet that they
 * are taken over. Bounded; when it is full the poster is told to come back.
 *
 * <p>Each system has a line of its own, and they are served in turn: one that floods waits for
 * itself, not the others for it. However much it posts, room is left for whoever comes next: a line
 * may be a few times as long as what is free.
 */
public final class Submissions implements BatchSource<Submission> {

  private static final long WAIT_MS = 100;

  /** How many times what is free one line may be: three quarters are for one alone. */
  private static final int GREED = 3;

  private final int most;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition arrived = lock.newCondition();
  private final Map<String, Queue<Submission>> lines = new HashMap<>();

  /** The systems that have something waiting, in the order in which they are served. */
  private final Queue<String> turns = new ArrayDeque<>();

  private int waiting;

  public Submissions(int most) {
    this.most = most;
  }

  /** Whether there was room. */
  public boolean offer(Submission submission) {
    lock.lock();
    try {
      Queue<Submission> line = lines.get(submission.system.name());
      int own = line == null ? 0 : line.size();
      if (own >= GREED * (most - waiting)) {
        return false;
      }
      if (line == null) {
        line = new ArrayDeque<>();
        lines.put(submission.system.name(), line);
        turns.add(submission.system.name());
      }
      line.add(submission);
      waiting++;
      arrived.signal();
      return true;
    } finally {
      lock.unlock();
    }
  }

  /** One of each system in turn, until there are so many. */
  @Override
  public List<Submission> take(int max) throws InterruptedException {
    List<Submission> batch = new ArrayList<>();
    lock.lockInterruptibly();
    try {
      while (waiting == 0) {
        if (!arrived.await(WAIT_MS, TimeUnit.MILLISECONDS)) {
          return batch;
        }
      }
      while (batch.size() < max && waiting > 0) {
        String system = turns.remove();
        Queue<Submission> line = lines.get(system);
        batch.add(line.remove());
        waiting--;
        if (line.isEmpty()) {
          lines.remove(system);
        } else {
          turns.add(system);
        }
      }
      return batch;
    } finally {
      lock.unlock();
    }
  }
}
