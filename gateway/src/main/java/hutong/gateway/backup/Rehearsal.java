package hutong.gateway.backup;

import hutong.gateway.ledger.LedgerFile;
import hutong.gateway.node.Home;
import hutong.gateway.settings.Settings;
import hutong.gateway.settings.SettingsFaults;
import hutong.gateway.settings.SettingsFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Tries this program's migrations on a copy of a node's ledger; the node may run meanwhile. */
public final class Rehearsal {

  private final Home home;
  private final Map<String, String> environment;

  public Rehearsal(Home home, Map<String, String> environment) {
    this.home = home;
    this.environment = environment;
  }

  /** One thing that was done. */
  public record Step(String what, Duration took, long bytes) {}

  /** How it went; damage is what was found in the migrated copy. */
  public record Result(List<Step> steps, List<String> damage) {}

  public Result run() throws IOException, SettingsFaults {
    Settings settings = new SettingsFile().read(home.folder(), environment);
    if (!settings.ledger().url().isEmpty()) {
      throw new IOException(
          "This ledger is in PostgreSQL: restore its pg_dump into a scratch database, set"
              + " HUTONG_LEDGER_URL to that and start this program on a copy of the home");
    }
    // Readable for its owner alone, beside the ledger: /tmp may be memory, or too small.
    Path scratch = Files.createTempDirectory(home.ledger().getParent(), "rehearsal-");
    try {
      return run(new LedgerFile(scratch.resolve(Backup.LEDGER)));
    } finally {
      remove(scratch);
    }
  }

  private Result run(LedgerFile copy) throws IOException {
    List<Step> steps = new ArrayList<>();
    long begun = System.nanoTime();
    new LedgerFile(home.ledger()).copyTo(copy.file());
    steps.add(step("copy", begun, copy));
    for (LedgerFile.Step each : copy.migrate()) {
      steps.add(new Step(each.name(), each.took(), Files.size(copy.file())));
    }
    begun = System.nanoTime();
    List<String> damage = copy.damage();
    steps.add(step("examine", begun, copy));
    return new Result(steps, damage);
  }

  private static Step step(String what, long begun, LedgerFile copy) throws IOException {
    Duration took = Duration.ofNanos(System.nanoTime() - begun);
    return new Step(what, took, Files.size(copy.file()));
  }

  private static void remove(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      for (Path file : files.toList()) {
        Files.delete(file);
      }
    }
    Files.delete(folder);
  }
}
