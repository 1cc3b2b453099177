package hutong.gateway.batches;

import hutong.gateway.batches.Batch.State;
import hutong.gateway.batches.BatchStore.Part;
import hutong.gateway.http.RowTeller.Rows;
import hutong.gateway.http.SideDoor;
import hutong.gateway.http.SideDoor.Table;
import hutong.routes.LocalSystem;
import hutong.routes.LocalSystems;
import hutong.schemas.RefusedInput;
import hutong.schemas.dialects.MarkedWorkbook;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Works off kept tables, one of a system at a time. What a stop cuts off begins again: rows that
 * were posted are known, and say so.
 */
public final class RunBatches implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(RunBatches.class);

  /** They mostly wait for their rows: one of a system at a time. */
  private static final int AT_ONCE = 16;

  /** Since its last part: a bad connection may take days. */
  public static final Duration UPLOAD_KEPT = Duration.ofDays(7);

  /** So that its sender still hears what it became. */
  private static final Duration FINISHED_KEPT = Duration.ofHours(24);

  /** Its sender may not even know of it. */
  private static final Duration UNBEGUN_KEPT = Duration.ofHours(2);

  private static final long LOOK_MS = 300;
  private static final long AGAIN_SECONDS = 10;
  private static final long CLOSE_SECONDS = 10;

  private final BatchStore store;
  private final UploadStore uploads;
  private final KeepTable keep;
  private final SideDoor door;
  private final LocalSystems systems;
  private final Duration kept;
  private final Clock clock;
  private volatile boolean closing;
  private final Set<String> busy = new HashSet<>();
  private final Map<UUID, Long> resting = new ConcurrentHashMap<>();
  private final ExecutorService workers = Executors.newFixedThreadPool(AT_ONCE, threads());
  private final ScheduledExecutorService looker =
      Executors.newSingleThreadScheduledExecutor(threads());

  /**
   * Begins at once.
   *
   * @param kept how long what has ended stays
   */
  public RunBatches(
      KeptTables tables, SideDoor door, LocalSystems systems, Duration kept, Clock clock) {
    this.store = tables.store();
    this.uploads = tables.uploads();
    this.keep = tables.keep();
    this.door = door;
    this.systems = systems;
    this.kept = kept;
    this.clock = clock;
    var unused = looker.scheduleWithFixedDelay(this::look, LOOK_MS, LOOK_MS, TimeUnit.MILLISECONDS);
  }

  private static ThreadFactory threads() {
    return work -> {
      Thread thread = new Thread(work, "batches");
      thread.setDaemon(true);
      return thread;
    };
  }

  private synchronized void look() {
    try {
      Instant now = clock.instant();
      Instant old = now.minus(kept);
      List<Batch> all = store.all().stream().sorted(Comparator.comparing(Batch::created)).toList();
      for (Batch each : all) {
        if (!each.open() && each.changed().isBefore(old)) {
          store.remove(each.id());
        } else if (each.open()
            && busy.size() < AT_ONCE
            && rested(each.id())
            && busy.add(each.system())) {
          workers.execute(() -> run(each.id(), each.system()));
        }
      }
      uploads.all().forEach(each -> look(each, now));
    } catch (RuntimeException fault) {
      LOG.warn("Kept tables could not be looked at; it is tried again", fault);
    }
  }

  private boolean rested(UUID id) {
    Long until = resting.get(id);
    boolean rested = until == null || System.nanoTime() - until >= 0;
    if (rested) {
      resting.remove(id);
    }
    return rested;
  }

  /** What a stop left whole and unfinished is finished; what is left alone is forgotten. */
  private void look(Upload each, Instant now) {
    boolean begun = uploads.offset(each.id()) > 0;
    Duration stays = each.batch() != null ? FINISHED_KEPT : begun ? UPLOAD_KEPT : UNBEGUN_KEPT;
    if (each.changed().isBefore(now.minus(stays))) {
      uploads.remove(each.id());
    } else if (each.batch() == null
        && uploads.offset(each.id()) == each.length()
        && rested(each.id())
        && busy.size() < AT_ONCE
        && busy.add("upload " + each.id())) {
      workers.execute(() -> finish(each.id()));
    }
  }

  private void finish(UUID upload) {
    try {
      var unused = keep.finish(upload);
    } catch (IOException | RuntimeException fault) {
      LOG.warn("Upload {} could not be finished; it is tried again", upload, fault);
      rest(upload, AGAIN_SECONDS * 6);
    } finally {
      free("upload " + upload);
    }
  }

  private void run(UUID id, String system) {
    try {
      Optional<Batch> begun =
          store.change(
              id, each -> each.open() ? each.in(State.RUNNING, null, clock.instant()) : each);
      if (begun.filter(Batch::open).isPresent()) {
        work(begun.get());
      }
    } catch (Unreadable broken) {
      LOG.warn("Kept table {} can't be read any more", id, broken);
      end(id, State.FAILED, "UNREADABLE");
    } catch (IOException | RuntimeException passing) {
      if (!closing) {
        LOG.warn("Kept table {} could not be worked off; it is tried again", id, passing);
        rest(id, AGAIN_SECONDS);
      }
    } finally {
      free(system);
    }
  }

  private synchronized void free(String system) {
    busy.remove(system);
  }

  private void work(Batch batch) throws IOException {
    Optional<LocalSystem> system = systems.working(batch.system());
    if (system.isEmpty()) {
      end(batch.id(), State.FAILED, "SYSTEM_ENDED");
      return;
    }
    if (batch.rejectAll()) {
      Rows checked = once(batch, system.get(), true);
      if (checked == null || !checked.whole() || checked.refused() > 0) {
        end(batch.id(), State.REJECTED, null);
        return;
      }
    }
    Rows rows = once(batch, system.get(), false);
    if (rows == null) {
      end(batch.id(), State.REJECTED, null);
    } else if (rows.left() > 0) {
      rest(batch.id(), AGAIN_SECONDS);
    } else {
      end(batch.id(), State.DONE, null);
    }
  }

  /** Null if it is no such table; what there is to say of it then stands in its parts. */
  private Rows once(Batch batch, LocalSystem system, boolean check) throws IOException {
    try (InputStream content = store.read(batch.id(), Part.CONTENT).orElseThrow();
        OutputStream lines = new BufferedOutputStream(store.write(batch.id(), Part.ROWS));
        OutputStream marked = new BufferedOutputStream(store.write(batch.id(), Part.MARKED))) {
      try (Table table =
          door.table(
                  system,
                  batch.dialect(),
                  check,
                  content,
                  batch.created(),
                  batch.clock() == null ? Map.of() : Map.of("clock", batch.clock()))
              .orElse(null)) {
        if (table == null) {
          throw new Unreadable("there is no such dialect any more", null);
        }
        try (MarkedWorkbook workbook = table.marked(marked, batch.chinese())) {
          KeptRows teller =
              new KeptRows(lines, workbook, batch.chinese(), rows -> counted(batch.id(), rows));
          Rows rows = table.take(teller);
          counted(batch.id(), rows);
          return rows;
        }
      } catch (RefusedInput none) {
        try (MarkedWorkbook workbook = new MarkedWorkbook(marked, "", List.of(), batch.chinese())) {
          new KeptRows(lines, workbook, batch.chinese(), rows -> true).broken(none.violations());
        }
        return null;
      }
    }
  }

  /** False if it was cancelled meanwhile. */
  private boolean counted(UUID id, Rows rows) {
    return store
        .change(id, each -> each.counted(rows.all(), rows.taken(), rows.replayed(), rows.refused()))
        .filter(Batch::open)
        .isPresent();
  }

  private void end(UUID id, State state, String why) {
    var unused =
        store.change(id, each -> each.open() ? each.in(state, why, clock.instant()) : each);
  }

  /** It gives its place to others for so long. */
  private void rest(UUID id, long seconds) {
    resting.put(id, System.nanoTime() + TimeUnit.SECONDS.toNanos(seconds));
  }

  @Override
  public void close() {
    closing = true;
    looker.shutdownNow();
    workers.shutdownNow();
    try {
      if (!workers.awaitTermination(CLOSE_SECONDS, TimeUnit.SECONDS)) {
        LOG.warn("A kept table did not stop in time");
      }
    } catch (InterruptedException stop) {
      Thread.currentThread().interrupt();
    }
  }
}
