package hutong.gateway.dialects;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Holds the schedule's file: reads it again whenever it has changed, replaces it whole.
 *
 * <p>A look costs one question to the file system. A file that can't be read after a change is
 * reported, and the last good reading stands. Several processes may hold the same file.
 */
final class ScheduleFile {
  private static final Logger LOG = LoggerFactory.getLogger(ScheduleFile.class);
  private static final long LONGEST = 1 << 20;

  /** What tells one content of the file from the next; an atomic replacement changes them all. */
  private record Stamp(Object fileKey, FileTime modified, long size) {}

  private record Reading(Stamp stamp, Map<String, DialectPlan> plans, String fault) {}

  /** What is to become of a plan. */
  interface Step {
    DialectPlan from(DialectPlan present) throws IOException;
  }

  private final Path path;
  private final ScheduleJson json = new ScheduleJson();
  private volatile Reading reading;

  ScheduleFile(Path path) throws IOException {
    this.path = path;
    this.reading = read(stamp());
  }

  /** By name; of names without an entry or shadow there is none. */
  Map<String, DialectPlan> plans() {
    return current().plans();
  }

  /** Why the last good reading stands; null if it is the file's. */
  String fault() {
    return current().fault();
  }

  private Reading current() {
    Reading last = reading;
    try {
      Stamp now = stamp();
      return now.equals(last.stamp()) ? last : again(now);
    } catch (IOException unusable) {
      return new Reading(last.stamp(), last.plans(), unusable.getMessage());
    }
  }

  private synchronized Reading again(Stamp now) {
    if (!now.equals(reading.stamp())) {
      try {
        reading = read(now);
      } catch (IOException broken) {
        LOG.error("Which dialects are live stays as it was last: {}", broken.getMessage());
        reading = new Reading(now, reading.plans(), broken.getMessage());
      }
    }
    return reading;
  }

  /** Replaces one plan; a refusal leaves the file as it was. */
  synchronized DialectPlan.Change edit(String name, Step step) throws IOException {
    Files.createDirectories(path.toAbsolutePath().getParent());
    try (Held held = Held.by(path.resolveSibling(path.getFileName() + ".lock"))) {
      Map<String, DialectPlan> plans = new TreeMap<>(read(stamp()).plans());
      DialectPlan before = plans.getOrDefault(name, DialectPlan.none(name));
      DialectPlan after = step.from(before);
      if (!after.equals(before)) {
        plans.put(name, after);
        held.replace(path, json.write(plans.values()));
      }
      reading = read(stamp());
      return new DialectPlan.Change(before, after);
    }
  }

  private Reading read(Stamp stamp) throws IOException {
    if (stamp.fileKey() == null && stamp.size() == 0) {
      return new Reading(stamp, Map.of(), null);
    }
    try {
      if (stamp.size() > LONGEST) {
        throw new IOException("longer than any schedule");
      }
      return new Reading(
          stamp, Collections.unmodifiableMap(json.read(Files.readAllBytes(path))), null);
    } catch (IOException broken) {
      throw new IOException(path + " can't be read: " + broken.getMessage(), broken);
    }
  }

  private Stamp stamp() throws IOException {
    try {
      BasicFileAttributes found = Files.readAttributes(path, BasicFileAttributes.class);
      return new Stamp(found.fileKey(), found.lastModifiedTime(), found.size());
    } catch (NoSuchFileException none) {
      return new Stamp(null, FileTime.fromMillis(0), 0);
    }
  }
}
