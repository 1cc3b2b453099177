package hutong.gateway.torture;

import hutong.gateway.demo.people.Region;
import hutong.gateway.node.Canon;
import java.io.File;
import java.io.IOException;
import java.io.PrintWriter;
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
      "Kills real nodes, brokers and databases, and holds what was acknowledged against what came.",
      "The same seed repeats the same plan of faults; what the threads do then is not repeatable."
    },
    mixinStandardHelpOptions = true,
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:something was done, and nothing was lost, duplicated, out of order or unanswered",
      "1:something was, or the campaign could not be carried out",
      "2:wrong usage, or a server that it needs is not on this machine"
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
      description =
          "embedded: a process a region; grown: a PostgreSQL server, an Artemis broker and two "
              + "replicas a region (default: ${DEFAULT-VALUE})")
  private Kind kind;

  @Option(names = "--seed", description = "of the plan of faults (default: any, printed)")
  private Long seed;

  @Option(
      names = "--regions",
      defaultValue = "2",
      description = "2 to 4 (default: ${DEFAULT-VALUE})")
  private int regions;

  @Option(names = "--clients", defaultValue = "8", description = "(default: ${DEFAULT-VALUE})")
  private int clients;

  @Option(
      names = "--quiet",
      defaultValue = "PT1M",
      description =
          "after a round's last kill, what has not ended is given up once nothing has ended for so "
              + "long (ISO 8601; default: ${DEFAULT-VALUE})")
  private Duration quiet;

  @Option(
      names = "--dir",
      paramLabel = "DIR",
      description =
          "the campaign's folder: rounds of ten kills are added up in it, run after run; an "
              + "interrupted round counts for nothing (default: a temporary one)")
  private Path dir;

  @Option(
      names = "--artemis-home",
      paramLabel = "DIR",
      description = "the Artemis distribution (default: ARTEMIS_HOME, else one in /opt)")
  private Path artemis;

  @Option(
      names = "--postgres-home",
      paramLabel = "DIR",
      description =
          "has PostgreSQL's bin/initdb and bin/postgres (default: POSTGRES_HOME, else the newest in "
              + "/usr/lib/postgresql)")
  private Path postgres;

  @Option(
      names = "--node-class-path",
      hidden = true,
      description = "goes before the class path of the nodes: to try the judge on broken ones")
  private String before;

  @Override
  public Integer call() throws Exception {
    check();
    Installed installed = kind == Kind.GROWN ? installed() : null;
    PrintWriter out = spec.commandLine().getOut();
    long plan = seed == null ? ThreadLocalRandom.current().nextLong() : seed;
    out.println("seed=" + plan);
    out.flush();
    Canon canon = Canon.load();
    try (Warden warden = new Warden();
        CampaignFolder folder = new CampaignFolder(dir)) {
      for (int left = kills; left > 0; left -= KILLS_A_ROUND) {
        Path homes = folder.begin();
        Totals found;
        try (Parts parts = parts(homes, installed, warden)) {
          found =
              new Campaign(parts, canon, clients, quiet, out)
                  .run(Math.min(left, KILLS_A_ROUND), plan + folder.totals().kills());
        } catch (Exception broken) {
          out.println("kept in " + folder.keep());
          out.flush();
          throw broken;
        }
        folder.add(found);
        if (!found.verdict().clean()) {
          tell(found, out);
          out.println("kept in " + folder.keep());
        }
        folder.clear();
      }
      return tell(folder.totals(), out);
    }
  }

  private Parts parts(Path homes, Installed installed, Warden warden) throws Exception {
    List<Region> where = List.of(Region.values()).subList(0, regions);
    String own = System.getProperty("java.class.path");
    String classPath = before == null ? own : before + File.pathSeparator + own;
    return installed == null
        ? new EmbeddedParts(homes, where, classPath, warden)
        : new GrownParts(homes, where, installed, classPath, warden);
  }

  private Installed installed() throws IOException {
    try {
      return Installed.find(artemis, postgres, System.getenv());
    } catch (IllegalArgumentException missing) {
      throw new ParameterException(spec.commandLine(), missing.getMessage(), missing);
    }
  }

  private static int tell(Totals totals, PrintWriter out) {
    Verdict found = totals.verdict();
    out.printf(
        "differing=%d receiptsMissing=%d altered=%d slowestRecoveryMs=%d%n",
        found.differing(), found.receiptsMissing(), found.altered(), totals.slowestMillis());
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

  private void check() {
    if (kills < 1 || clients < 1 || clients > 64 || regions < 2 || regions > 4) {
      throw new ParameterException(
          spec.commandLine(), "--kills from 1, --clients 1 to 64, --regions 2 to 4");
    }
  }
}
