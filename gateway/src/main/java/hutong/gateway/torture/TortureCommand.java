package hutong.gateway.torture;

import hutong.gateway.demo.people.Region;
import hutong.gateway.node.Canon;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ThreadLocalRandom;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code hutong torture}: kills real nodes under load and judges from outside. */
@Command(
    name = "torture",
    description = {
      "Kills real nodes under load, and holds what they acknowledged against what arrived.",
      "The same seed repeats the same plan of faults; what the threads do then is not repeatable."
    },
    mixinStandardHelpOptions = true,
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:something was done, and nothing was lost, duplicated, out of order or unanswered",
      "1:something was, or the campaign could not be carried out",
      "2:wrong usage"
    })
public final class TortureCommand implements Callable<Integer> {

  private static final int KILLS_A_ROUND = 10;

  private enum Kind {
    EMBEDDED,
    GROWN
  }

  @Spec private CommandSpec spec;

  @Option(names = "--kills", defaultValue = "10", description = "(default: ${DEFAULT-VALUE})")
  private int kills;

  @Option(
      names = "--parts",
      defaultValue = "embedded",
      description = "embedded or grown (default: ${DEFAULT-VALUE})")
  private Kind kind;

  @Option(names = "--seed", description = "of the plan of faults (default: any, printed)")
  private Long seed;

  @Option(
      names = "--regions",
      defaultValue = "2",
      description = "2 to 4 (default: ${DEFAULT-VALUE})")
  private int regions;

  @Option(names = "--clients", defaultValue = "4", description = "(default: ${DEFAULT-VALUE})")
  private int clients;

  @Option(
      names = "--quiet",
      defaultValue = "PT3M",
      description = "longest time to settle after a round (ISO 8601; default: ${DEFAULT-VALUE})")
  private Duration quiet;

  @Option(
      names = "--dir",
      paramLabel = "DIR",
      description = "folder whose totals the campaign goes on from (default: a temporary one)")
  private Path dir;

  @Override
  public Integer call() throws Exception {
    check();
    PrintWriter out = spec.commandLine().getOut();
    long plan = seed == null ? ThreadLocalRandom.current().nextLong() : seed;
    out.println("seed=" + plan);
    out.flush();
    Path folder =
        dir == null
            ? Files.createTempDirectory("hutong-torture-")
            : Files.createDirectories(dir.toAbsolutePath());
    Canon canon = Canon.load();
    Totals totals = Totals.read(folder);
    for (int left = kills; left > 0; left -= KILLS_A_ROUND) {
      long round = plan + totals.kills();
      try (Parts parts =
          new EmbeddedParts(
              Files.createTempDirectory(folder, "round-"),
              List.of(Region.values()).subList(0, regions))) {
        Totals found =
            new Campaign(parts, canon, clients, quiet, out)
                .run(Math.min(left, KILLS_A_ROUND), round);
        totals = totals.plus(found);
        totals.write(folder);
      }
    }
    return tell(totals, out);
  }

  private static int tell(Totals totals, PrintWriter out) {
    Verdict found = totals.verdict();
    out.printf(
        "differing=%d receiptsMissing=%d slowestRecoveryMs=%d%n",
        found.differing(), found.receiptsMissing(), totals.slowestMillis());
    out.printf(
        "kills=%d acknowledged=%d delivered=%d lost=%d duplicated=%d outOfOrder=%d%n",
        totals.kills(),
        found.acknowledged(),
        found.delivered(),
        found.lost(),
        found.duplicated(),
        found.outOfOrder());
    out.flush();
    return found.clean() ? 0 : 1;
  }

  private void check() throws IOException {
    if (kills < 1 || clients < 1 || clients > 64 || regions < 2 || regions > 4) {
      throw new ParameterException(
          spec.commandLine(), "--kills from 1, --clients 1 to 64, --regions 2 to 4");
    }
    if (kind == Kind.GROWN) {
      throw new IOException("--parts grown is not there yet: only embedded");
    }
  }
}
