package hutong.gateway.watch;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.ToDoubleFunction;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What was used and what was free, once an hour for at most 90 days, in a small file: a line each,
 * {@code instant,free,part=octets,…}. A line that can't be read is as if it had not been written.
 */
final class Growth {

  static final Duration EVERY = Duration.ofHours(1);
  private static final Duration KEPT = Duration.ofDays(90);
  private static final int MOST_LINES = 2_200;
  private static final long LONGEST_FILE = 2 << 20;
  private static final double SECONDS_A_DAY = 86_400;

  private static final Logger LOG = LoggerFactory.getLogger(Growth.class);

  private final Path file;
  private final List<Sample> samples;

  /** One of them; octets. */
  record Sample(Instant at, long free, Map<String, Long> parts) {}

  Growth(Path file) {
    this.file = file;
    this.samples = new ArrayList<>(read(file));
  }

  /** Takes one down if the newest is an hour old. */
  synchronized void add(Sample sample) {
    // Of a clock that was ahead.
    samples.removeIf(each -> each.at().isAfter(sample.at()));
    if (!samples.isEmpty()
        && samples.get(samples.size() - 1).at().plus(EVERY).isAfter(sample.at())) {
      return;
    }
    samples.removeIf(each -> each.at().plus(KEPT).isBefore(sample.at()));
    samples.add(sample);
    write();
  }

  /** Those since then, the oldest first. */
  synchronized List<Sample> since(Instant from) {
    return samples.stream().filter(each -> !each.at().isBefore(from)).toList();
  }

  /** By how much something grows a day: the line that is nearest to all of its samples. */
  static double perDay(List<Sample> samples, ToDoubleFunction<Sample> of) {
    Instant first = samples.get(0).at();
    double days = 0;
    double octets = 0;
    for (Sample each : samples) {
      days += days(first, each);
      octets += of.applyAsDouble(each);
    }
    double meanDays = days / samples.size();
    double meanOctets = octets / samples.size();
    double together = 0;
    double alone = 0;
    for (Sample each : samples) {
      double off = days(first, each) - meanDays;
      together += off * (of.applyAsDouble(each) - meanOctets);
      alone += off * off;
    }
    return alone == 0 ? 0 : together / alone;
  }

  private static double days(Instant first, Sample sample) {
    return Duration.between(first, sample.at()).toSeconds() / SECONDS_A_DAY;
  }

  private void write() {
    StringBuilder text = new StringBuilder();
    for (Sample each : samples) {
      text.append(each.at()).append(',').append(each.free());
      each.parts().forEach((part, used) -> text.append(',').append(part).append('=').append(used));
      text.append('\n');
    }
    Path fresh = file.resolveSibling(file.getFileName() + ".new");
    try {
      Files.writeString(fresh, text, StandardCharsets.US_ASCII);
      Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException full) {
      LOG.warn("How the disk fills could not be written down: {}", full.getClass().getSimpleName());
    }
  }

  private static List<Sample> read(Path file) {
    try {
      if (!Files.exists(file) || Files.size(file) > LONGEST_FILE) {
        return List.of();
      }
      List<Sample> found = new ArrayList<>();
      for (String line : Files.readString(file, StandardCharsets.ISO_8859_1).split("\n", -1)) {
        sample(line)
            .filter(next -> found.isEmpty() || next.at().isAfter(found.get(found.size() - 1).at()))
            .ifPresent(found::add);
      }
      return found.subList(Math.max(0, found.size() - MOST_LINES), found.size());
    } catch (IOException unreadable) {
      LOG.warn("How the disk filled can't be read: {}", unreadable.getClass().getSimpleName());
      return List.of();
    }
  }

  private static Optional<Sample> sample(String line) {
    String[] fields = line.split(",", 12);
    if (fields.length < 2) {
      return Optional.empty();
    }
    try {
      Map<String, Long> parts = new LinkedHashMap<>();
      for (int i = 2; i < fields.length; i++) {
        String[] part = fields[i].split("=", 2);
        parts.put(part[0], Long.parseLong(part[1]));
      }
      return Optional.of(new Sample(Instant.parse(fields[0]), Long.parseLong(fields[1]), parts));
    } catch (DateTimeException | NumberFormatException | ArrayIndexOutOfBoundsException damaged) {
      return Optional.empty();
    }
  }
}
