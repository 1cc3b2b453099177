package hutong.gateway.console;

import hutong.routes.ledger.Rates;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Counts rates beside those who ask for them. Counting passes over every record of the days asked
 * for: so it is done once for all who ask, one question after the other, and nobody waits for it;
 * what was counted is told with its time, and counted again once it is old.
 */
final class CountedRates {

  /** What was counted, and when that began. */
  record Counted(List<Rates.Counts> counts, Instant at, Duration took) {}

  private static final int MOST_ROWS = 10_000;
  private static final int MOST_KEPT = 64;
  private static final int MOST_WAITING = 16;
  private static final long PATIENCE_MS = 120;
  private static final Duration FRESH = Duration.ofMinutes(1);

  /** What takes long is counted seldom: at most a twentieth of the time goes into it. */
  private static final int REST = 20;

  private static final class Kept {
    private Counted last;
    private CompletableFuture<Counted> next;
  }

  private final Rates rates;
  private final Clock clock;
  private final ThreadPoolExecutor counting;
  private final Map<Rates.Question, Kept> kept =
      new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Rates.Question, Kept> eldest) {
          return size() > MOST_KEPT;
        }
      };

  CountedRates(Rates rates, Clock clock) {
    this.rates = rates;
    this.clock = clock;
    this.counting =
        new ThreadPoolExecutor(
            1,
            1,
            1,
            TimeUnit.SECONDS,
            new LinkedBlockingQueue<>(MOST_WAITING),
            work -> {
              Thread thread = new Thread(work, "console-rates");
              thread.setDaemon(true);
              return thread;
            });
    counting.allowCoreThreadTimeOut(true);
  }

  /** What is known by now; empty while it is counted for the first time. */
  Optional<Counted> known(Rates.Question question) throws NotSound {
    CompletableFuture<Counted> next = begun(question, false);
    if (next != null) {
      try {
        return Optional.of(next.get(PATIENCE_MS, TimeUnit.MILLISECONDS));
      } catch (TimeoutException still) {
        // What was counted before is told.
      } catch (InterruptedException stopped) {
        Thread.currentThread().interrupt();
      } catch (ExecutionException failed) {
        throw new CompletionException(failed.getCause());
      }
    }
    synchronized (kept) {
      return Optional.ofNullable(kept.get(question)).map(each -> each.last);
    }
  }

  /** The same, waited for however long it takes. */
  Counted waitedFor(Rates.Question question) throws NotSound {
    return begun(question, true).join();
  }

  /** Null if there is no need, unless it is wanted all the same. */
  private CompletableFuture<Counted> begun(Rates.Question question, boolean wanted)
      throws NotSound {
    synchronized (kept) {
      Kept entry = kept.computeIfAbsent(question, any -> new Kept());
      if (entry.next != null) {
        return entry.next;
      }
      if (fresh(entry.last)) {
        return wanted ? CompletableFuture.completedFuture(entry.last) : null;
      }
      try {
        entry.next =
            CompletableFuture.supplyAsync(() -> count(question), counting)
                .whenComplete((counted, fault) -> done(entry, counted));
      } catch (RejectedExecutionException full) {
        throw new NotSound("rates.busy");
      }
      return entry.next;
    }
  }

  /**
   * @param counted null if that failed
   */
  private void done(Kept entry, Counted counted) {
    synchronized (kept) {
      entry.next = null;
      entry.last = counted == null ? entry.last : counted;
    }
  }

  private boolean fresh(Counted last) {
    if (last == null) {
      return false;
    }
    Duration rest = last.took().multipliedBy(REST);
    Duration good = rest.compareTo(FRESH) > 0 ? rest : FRESH;
    return clock.instant().isBefore(last.at().plus(good));
  }

  private Counted count(Rates.Question question) {
    Instant at = clock.instant();
    long start = System.nanoTime();
    List<Rates.Counts> counts = rates.count(question, MOST_ROWS, at);
    return new Counted(counts, at, Duration.ofNanos(System.nanoTime() - start));
  }

  /** Whether there are more groups than are told. */
  static boolean tooMany(Counted counted) {
    return counted.counts().size() > MOST_ROWS;
  }
}
