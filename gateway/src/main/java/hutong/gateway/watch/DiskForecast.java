package hutong.gateway.watch;

import hutong.gateway.watch.Growth.Sample;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Says when the disk will be full at the present rate: by what this node's files or all that is on
 * the disk grow a day, whichever is more, over the last week. With less than a day of it nothing is
 * said.
 */
public final class DiskForecast implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(DiskForecast.class);
  private static final Duration WINDOW = Duration.ofDays(7);
  private static final Duration LEAST = Duration.ofDays(1);
  private static final int LEAST_SAMPLES = 12;
  private static final Duration FARTHEST = Duration.ofDays(3_650);
  private static final long FRESH_SECONDS = 60;
  private static final long SECONDS_A_DAY = 86_400;

  private final Disk disk;
  private final Growth growth;
  private final Clock clock;
  private final ScheduledExecutorService hourly =
      Executors.newSingleThreadScheduledExecutor(
          work -> {
            Thread thread = new Thread(work, "disk-forecast");
            thread.setDaemon(true);
            return thread;
          });
  private Sample newest;

  /** What can be said. */
  public enum Verdict {
    /** There are too few samples, or they span less than a day. */
    TOO_LITTLE_HISTORY,
    /** Nothing grows, or so little that it takes more than ten years. */
    NOT_FILLING,
    FILLING
  }

  /**
   * One thing that takes room.
   *
   * @param perDay by how much it grows, octets; null if too little is known
   * @param here whether it is on the disk that this is about
   */
  public record Part(String name, long bytes, Long perDay, boolean here) {}

  /**
   * How the disk stands.
   *
   * @param perDay octets a day that the date is computed by; null if too little is known
   * @param since the oldest sample that it is computed from; null if there is none
   * @param full when there will be no room left; null unless it is filling
   */
  public record Outlook(
      Instant at,
      long free,
      long total,
      List<Part> parts,
      Verdict verdict,
      Long perDay,
      Instant since,
      int samples,
      Instant full) {}

  /**
   * Begins at once.
   *
   * @param file where the samples are kept
   */
  public DiskForecast(Disk disk, Path file, Clock clock) {
    this.disk = disk;
    this.growth = new Growth(file);
    this.clock = clock;
    var unused =
        hourly.scheduleWithFixedDelay(this::lookQuietly, 0, FRESH_SECONDS, TimeUnit.SECONDS);
  }

  private void lookQuietly() {
    try {
      look();
    } catch (RuntimeException unreadable) {
      LOG.debug("The disk could not be looked at; tried again", unreadable);
    }
  }

  /** Takes a sample down if it is time. */
  void look() {
    growth.add(measured());
  }

  /** At most a minute old: whoever asks often costs nothing. */
  private synchronized Sample measured() {
    Instant now = clock.instant();
    if (newest == null
        || newest.at().isAfter(now)
        || !newest.at().plusSeconds(FRESH_SECONDS).isAfter(now)) {
      try {
        newest = disk.measure(now);
      } catch (IOException unreadable) {
        throw new UncheckedIOException(unreadable);
      }
    }
    return newest;
  }

  /** As it stands; reads the sizes of files, and may ask the database for its own. */
  public Outlook outlook() {
    Sample now = measured();
    List<Sample> week = growth.since(now.at().minus(WINDOW));
    Instant since = week.isEmpty() ? null : week.get(0).at();
    boolean enough =
        week.size() >= LEAST_SAMPLES && !since.plus(LEAST).isAfter(week.get(week.size() - 1).at());
    List<Part> parts =
        now.parts().entrySet().stream()
            .map(
                each ->
                    new Part(
                        each.getKey(),
                        each.getValue(),
                        enough ? perDay(week, each.getKey()) : null,
                        disk.ledgerHere() || !each.getKey().equals(Disk.LEDGER)))
            .toList();
    Long perDay = enough ? faster(week, parts) : null;
    Instant full = perDay == null ? null : full(now, perDay);
    Verdict verdict =
        !enough ? Verdict.TOO_LITTLE_HISTORY : full == null ? Verdict.NOT_FILLING : Verdict.FILLING;
    return new Outlook(
        now.at(), now.free(), total(), parts, verdict, perDay, since, week.size(), full);
  }

  private static long perDay(List<Sample> week, String part) {
    return Math.round(Growth.perDay(week, each -> each.parts().getOrDefault(part, 0L)));
  }

  private static long faster(List<Sample> week, List<Part> parts) {
    long own = parts.stream().filter(Part::here).mapToLong(Part::perDay).sum();
    return Math.max(own, Math.round(-Growth.perDay(week, Sample::free)));
  }

  private static Instant full(Sample now, long perDay) {
    if (perDay <= 0) {
      return null;
    }
    double seconds = (double) now.free() / perDay * SECONDS_A_DAY;
    return seconds > FARTHEST.toSeconds() ? null : now.at().plusSeconds((long) seconds);
  }

  private long total() {
    try {
      return disk.total();
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }

  @Override
  public void close() {
    hourly.shutdownNow();
  }
}
