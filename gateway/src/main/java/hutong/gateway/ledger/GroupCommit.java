package hutong.gateway.ledger;

import hutong.routes.Exhaustion;
import hutong.routes.ledger.LedgerUnavailable;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The one writer: takes every batch that waits, runs each in a savepoint of its own, and commits
 * them together, so that many callers share one sync of the disk.
 */
final class GroupCommit implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(GroupCommit.class);
  private static final int MOST_WAITING = 1024;
  private static final int MOST_TOGETHER = 64;

  private final Database database;
  private final ChainSeals seals;
  private final BlockingQueue<Job<?>> waiting = new ArrayBlockingQueue<>(MOST_WAITING);
  private final Job<Void> last = new Job<>(turn -> null);
  private final Thread writer = new Thread(this::run, "ledger-writer");
  private final Object door = new Object();
  private volatile boolean wiping;
  private volatile boolean giving;
  private volatile boolean spare;
  private volatile EventWatch watch = EventWatch.NONE;
  private boolean closed;
  private Turn turn;

  /** What a batch does in its turn; may throw, and has then changed nothing. */
  @FunctionalInterface
  interface Work<T> {
    T run(Turn turn) throws SQLException;
  }

  private static final class Job<T> {
    private final Work<T> work;
    private final CompletableFuture<T> done = new CompletableFuture<>();
    private T result;
    private Throwable failure;

    private Job(Work<T> work) {
      this.work = work;
    }

    private void run(Turn turn) throws SQLException {
      result = work.run(turn);
    }

    private void tell() {
      if (failure == null) {
        done.complete(result);
      } else {
        done.completeExceptionally(failure);
      }
    }
  }

  GroupCommit(Database database, ChainSeals seals) throws SQLException {
    this.database = database;
    this.seals = seals;
    this.turn = Turn.open(database, seals);
    writer.setDaemon(true);
    writer.start();
  }

  /** Returns when the work is on disk; interrupting the caller doesn't take it back. */
  <T> T write(Work<T> work) {
    Job<T> job = new Job<>(work);
    put(job);
    try {
      return job.done.join();
    } catch (CompletionException e) {
      if (e.getCause() instanceof SQLException sql) {
        throw Blame.of("the ledger could not be written", sql);
      }
      if (e.getCause() instanceof RuntimeException failure) {
        throw failure;
      }
      throw e;
    }
  }

  /** Removes what is left of deleted rows from the log; tried again after each group until done. */
  void wipe() {
    wiping = true;
    var unused = write(any -> null);
  }

  /**
   * Gives a little of what is free back to the disk.
   *
   * @return whether there is more to give
   */
  boolean giveBack() {
    giving = true;
    var unused = write(any -> null);
    return spare;
  }

  /** How many batches wait for their turn. */
  int waiting() {
    return waiting.size();
  }

  private void put(Job<?> job) {
    boolean interrupted = false;
    try {
      synchronized (door) {
        if (closed) {
          throw new LedgerUnavailable("the ledger is closed");
        }
        closed = job == last;
        while (!offered(job)) {
          interrupted = true;
        }
      }
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }

  private boolean offered(Job<?> job) {
    try {
      waiting.put(job);
      return true;
    } catch (InterruptedException e) {
      return false;
    }
  }

  private void run() {
    List<Job<?>> group = new ArrayList<>();
    do {
      group.clear();
      try {
        group.add(waiting.take());
      } catch (InterruptedException e) {
        continue; // Only close() ends the writer.
      }
      waiting.drainTo(group, MOST_TOGETHER - 1);
      commit(group);
      if (wiping) {
        wipeNow();
      }
      if (giving) {
        giveBackNow();
      }
      group.forEach(Job::tell);
    } while (!group.contains(last));
  }

  private void wipeNow() {
    try {
      wiping = !database.wipe(turn.sql().connection());
    } catch (SQLException | RuntimeException failure) {
      LOG.warn("What was deleted could not be wiped from the log", failure);
      startAfresh();
    }
  }

  private void giveBackNow() {
    giving = false;
    spare = false;
    try {
      spare = database.giveBack(turn.sql().connection());
    } catch (SQLException | RuntimeException failure) {
      LOG.warn("What is free could not be given back to the disk", failure);
      startAfresh();
    }
  }

  /** Every job has its result, or its failure, afterwards. */
  private void commit(List<Job<?>> group) {
    try {
      turn.begin();
      for (Job<?> job : group) {
        if (group.size() == 1) {
          job.run(turn);
        } else {
          inSavepoint(job);
        }
      }
      List<Event> events = turn.chain().flush();
      OutcomeSql.write(turn, events);
      TallyBook.write(turn, events);
      FailureBook.write(turn, events);
      turn.sql().connection().commit();
      events.forEach(this::tell);
    } catch (Throwable failure) {
      for (Job<?> job : group) {
        job.failure = failure;
      }
      startAfresh();
      Exhaustion.tell(failure);
    }
  }

  private void tell(Event event) {
    String code = OutcomeSql.code(event.what().detail());
    Event.Subject about = event.about();
    watch.committed(
        about.key(),
        about.outbound(),
        about.sender(),
        about.id(),
        event.what().word(),
        code,
        event.at());
  }

  /** Whoever is told of every event from now on. */
  void watch(EventWatch by) {
    watch = by;
  }

  private void inSavepoint(Job<?> job) throws SQLException {
    Chain.Head before = turn.chain().head();
    turn.sql().update("SAVEPOINT batch");
    try {
      job.run(turn);
    } catch (SQLException | RuntimeException failure) {
      job.failure = failure;
      turn.sql().update("ROLLBACK TO SAVEPOINT batch");
      turn.chain().goBack(before);
      turn.keys().forget();
    }
    turn.sql().update("RELEASE SAVEPOINT batch");
  }

  private void startAfresh() {
    try {
      turn.startAfresh();
    } catch (SQLException broken) {
      reopen();
    }
  }

  /** If this fails too, the next group fails on the closed connection and tries again. */
  private void reopen() {
    try {
      turn.close();
    } catch (SQLException e) {
      // It is being thrown away because it is broken.
    }
    try {
      turn = Turn.open(database, seals);
    } catch (SQLException | LedgerFailure e) {
      // The callers have their failure already.
    }
  }

  /** Finishes what waits, then refuses more. */
  @Override
  public void close() {
    synchronized (door) {
      if (closed) {
        return;
      }
    }
    put(last);
    last.done.join();
    try {
      turn.close();
    } catch (SQLException e) {
      throw new LedgerFailure("the ledger could not be closed", e);
    }
  }
}
