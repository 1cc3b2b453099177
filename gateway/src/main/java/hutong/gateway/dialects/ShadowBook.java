package hutong.gateway.dialects;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Counts what shadow versions do differently, and keeps it beside them: names of fields, counts and
 * times. Never in the way of those it counts for: what goes wrong is logged. Thread-safe, and
 * several processes add to the same files.
 */
public final class ShadowBook {
  private static final Logger LOG = LoggerFactory.getLogger(ShadowBook.class);
  private static final long LONGEST = 1 << 20;

  private record Key(String name, String version) {}

  private final DialectsFolder folder;
  private final Clock clock;
  private final ShadowJson json = new ShadowJson();
  private Map<Key, Tally> unwritten = new HashMap<>();

  public ShadowBook(DialectsFolder folder, Clock clock) {
    this.folder = folder;
    this.clock = clock;
  }

  /** Counts one record that both versions were given; without differences they did the same. */
  public void note(
      String name,
      String liveVersion,
      String shadowVersion,
      Direction direction,
      List<Difference> differences) {
    try {
      count(new Key(name, shadowVersion), liveVersion, direction, List.copyOf(differences));
    } catch (RuntimeException unexpected) {
      LOG.error("A record that a shadow read is not counted", unexpected);
    }
  }

  private synchronized void count(
      Key key, String live, Direction direction, List<Difference> differences) {
    unwritten
        .computeIfAbsent(key, k -> new Tally())
        .add(live, direction, differences, clock.instant());
  }

  /** Adds what is new to the files; what can't be written is kept for the next time. */
  public void flush() {
    taken()
        .forEach(
            (key, tally) -> {
              ShadowReport report = tally.report();
              try {
                add(key, report);
              } catch (DialectRefused nowhere) {
                LOG.error("What a shadow did is written nowhere: {}", nowhere.getMessage());
              } catch (IOException | RuntimeException unwritable) {
                LOG.error(
                    "What {}@{} did as shadow is not written yet: {}",
                    key.name(),
                    key.version(),
                    unwritable.toString());
                keep(key, report);
              }
            });
  }

  private synchronized Map<Key, Tally> taken() {
    Map<Key, Tally> taken = unwritten;
    unwritten = new HashMap<>();
    return taken;
  }

  private synchronized void keep(Key key, ShadowReport report) {
    unwritten.computeIfAbsent(key, k -> new Tally()).add(report);
  }

  private void add(Key key, ShadowReport report) throws IOException {
    Path file = folder.shadow(key.name(), key.version());
    Files.createDirectories(file.toAbsolutePath().getParent());
    try (Held held = Held.by(file.resolveSibling(file.getFileName() + ".lock"))) {
      Tally sum = new Tally();
      sum.add(report(key.name(), key.version()));
      sum.add(report);
      held.replace(file, json.write(sum.report()));
    }
  }

  /** What was written so far; all counts are 0 if nothing was. */
  public ShadowReport report(String name, String version) throws IOException {
    Path file = folder.shadow(name, version);
    try {
      if (Files.size(file) > LONGEST) {
        throw new IOException("longer than any such book");
      }
      return json.read(Files.readAllBytes(file));
    } catch (NoSuchFileException none) {
      return ShadowReport.none();
    } catch (IOException broken) {
      throw new IOException(file + " can't be read: " + broken.getMessage(), broken);
    }
  }
}
