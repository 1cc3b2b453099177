package hutong.gateway.files;

import hutong.gateway.http.SideDoor;
import hutong.routes.LocalSystem;
import hutong.routes.LocalSystems;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes the tables that desks drop into their folders: {@code inbox/NAME/} of the system NAME. One
 * that is written under a name ending in {@code .tmp} is taken once it is renamed. It goes to
 * {@code accepted/} or {@code rejected/}, with the same table, marked, beside it. One that a crash
 * cuts off is taken again: what was posted of it is known. Each desk has a thread of its own.
 */
public final class DropFolders implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(DropFolders.class);
  private static final Pattern NAME =
      Pattern.compile("[\\p{L}\\p{N}][\\p{L}\\p{N} ._()（）-]{0,119}");
  private static final Pattern TABLE =
      Pattern.compile("(?i).*\\.(csv|xlsx|txt|jsonl|json|xml|hl7)");
  private static final String RESULT = ".result.xlsx";
  private static final Duration STILL = Duration.ofSeconds(1);
  private static final long LOOK_MS = 500;
  private static final long AGAIN_MS = 10_000;
  private static final DateTimeFormatter STAMP =
      DateTimeFormatter.ofPattern("uuuuMMdd'T'HHmmssSSS").withZone(ZoneOffset.UTC);

  private final Path inbox;
  private final Path own;
  private final String taking;
  private final LocalSystems systems;
  private final TakeFile take;
  private final Clock clock;
  private final Map<String, Future<?>> desks = new HashMap<>();
  private final ExecutorService threads = Executors.newCachedThreadPool(DropFolders::thread);
  private volatile boolean running = true;

  /**
   * Begins to look.
   *
   * @param own folder that no desk reaches: what a desk could lay in its own as a link is never
   *     written through
   * @param replica of the processes that share the folders, each takes what it has moved itself
   */
  public DropFolders(
      Path inbox, Path own, String replica, LocalSystems systems, SideDoor door, Clock clock)
      throws IOException {
    this.inbox = Files.createDirectories(inbox);
    this.own = Files.createDirectories(own);
    this.taking = ".taking-" + replica;
    this.systems = systems;
    this.take = new TakeFile(door);
    this.clock = clock;
    threads.execute(this::look);
  }

  private static Thread thread(Runnable work) {
    Thread thread = new Thread(work, "drop-folders");
    thread.setDaemon(true);
    return thread;
  }

  private void look() {
    while (running) {
      try (DirectoryStream<Path> folders = Files.newDirectoryStream(inbox)) {
        for (Path folder : folders) {
          String name = folder.getFileName().toString();
          boolean real = Files.isDirectory(folder, LinkOption.NOFOLLOW_LINKS);
          Future<?> busy = desks.get(name);
          if (real && (busy == null || busy.isDone())) {
            desks.put(name, threads.submit(() -> desk(folder)));
          }
        }
      } catch (IOException | RuntimeException fault) {
        LOG.warn("The drop folders could not be looked at; it is tried again", fault);
      }
      rest(LOOK_MS);
    }
  }

  private void rest(long ms) {
    try {
      TimeUnit.MILLISECONDS.sleep(ms);
    } catch (InterruptedException stop) {
      running = false;
    }
  }

  private void desk(Path folder) {
    try {
      Desk desk = Desk.of(folder);
      Optional<LocalSystem> system = systems.working(desk.system());
      if (system.isEmpty()) {
        return;
      }
      Path claimed = real(folder.resolve(taking));
      each(claimed, false, file -> finish(desk, system.get(), file));
      each(folder, true, file -> claim(claimed, file));
    } catch (IOException | RuntimeException fault) {
      LOG.warn(
          "The drop folder {} waits: {}", folder.getFileName(), fault.getClass().getSimpleName());
      rest(AGAIN_MS);
    }
  }

  private interface Step {
    void take(Path file) throws IOException;
  }

  /** Plain files alone, with names that can be shown, and that nobody writes any more. */
  private void each(Path folder, boolean dropped, Step step) throws IOException {
    try (DirectoryStream<Path> files = Files.newDirectoryStream(folder)) {
      for (Path file : files) {
        String name = file.getFileName().toString();
        BasicFileAttributes is =
            Files.readAttributes(file, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
        boolean ours =
            is.isRegularFile() && NAME.matcher(name).matches() && TABLE.matcher(name).matches();
        Instant still = is.lastModifiedTime().toInstant().plus(STILL);
        if (running && ours && (!dropped || !still.isAfter(clock.instant()))) {
          step.take(file);
        }
      }
    }
  }

  /** Whoever moves it first has it; another process then finds nothing. */
  private static void claim(Path taking, Path file) throws IOException {
    Path claimed = taking.resolve(file.getFileName());
    if (!Files.exists(claimed, LinkOption.NOFOLLOW_LINKS)) {
      Files.move(file, claimed, StandardCopyOption.ATOMIC_MOVE);
    }
  }

  private void finish(Desk desk, LocalSystem system, Path file) throws IOException {
    String name = file.getFileName().toString();
    Path result = Files.createTempFile(own, "result", ".xlsx");
    try {
      TakeFile.Fate fate = take.take(desk, system, file, name, result);
      if (fate == TakeFile.Fate.LATER) {
        rest(AGAIN_MS);
        return;
      }
      Path to =
          real(desk.folder().resolve(fate == TakeFile.Fate.ACCEPTED ? "accepted" : "rejected"));
      boolean taken =
          Files.exists(to.resolve(name), LinkOption.NOFOLLOW_LINKS)
              || Files.exists(to.resolve(name + RESULT), LinkOption.NOFOLLOW_LINKS);
      String free = taken ? STAMP.format(clock.instant()) + "-" + name : name;
      Path writing = to.resolve("." + free + RESULT);
      Files.deleteIfExists(writing);
      Files.copy(result, writing);
      Files.move(writing, to.resolve(free + RESULT), StandardCopyOption.ATOMIC_MOVE);
      Files.move(file, to.resolve(free), StandardCopyOption.ATOMIC_MOVE);
    } finally {
      Files.deleteIfExists(result);
    }
  }

  /** A folder that is one, and no link to another. */
  private static Path real(Path folder) throws IOException {
    if (!Files.exists(folder, LinkOption.NOFOLLOW_LINKS)) {
      Files.createDirectory(folder);
    }
    if (!Files.isDirectory(folder, LinkOption.NOFOLLOW_LINKS)) {
      throw new IOException("a folder of the desk is a link or a file");
    }
    return folder;
  }

  @Override
  public void close() {
    running = false;
    threads.shutdownNow();
    try {
      if (!threads.awaitTermination(10, TimeUnit.SECONDS)) {
        LOG.warn("A drop folder did not stop in time");
      }
    } catch (InterruptedException stop) {
      Thread.currentThread().interrupt();
    }
  }
}
