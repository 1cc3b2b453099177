package hutong.gateway.demo;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Clock;
import java.util.concurrent.Callable;
import java.util.function.Consumer;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code hutong demo}: four regions with sample data, from start to a proved end. */
@Command(
    name = "demo",
    description = "Runs four regions with synthetic people and checks every record on both sides.",
    mixinStandardHelpOptions = true,
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:every gateway agrees with the clients' books, and every scene came out as it should",
      "1:something differs; what differs is printed",
      "2:wrong usage"
    })
public final class DemoCommand implements Callable<Integer> {

  /** What the scenes alone post, with room to spare. */
  static final int FEWEST = 40;

  private static final int MOST = 1_000_000;

  @Spec private CommandSpec spec;

  @Option(names = "--exit", description = "ends after the traffic; otherwise it goes on")
  private boolean exit;

  @Option(
      names = "--records",
      paramLabel = "N",
      defaultValue = "500",
      description = "records posted in all, " + FEWEST + " or more (default: ${DEFAULT-VALUE})")
  private int records;

  @Option(
      names = "--home",
      paramLabel = "DIR",
      description = "empty or new folder for the homes, kept (default: a temporary one, deleted)")
  private Path home;

  @Option(
      names = "--seed",
      paramLabel = "N",
      defaultValue = "2026",
      description = "the same one gives the same people and records (default: ${DEFAULT-VALUE})")
  private long seed;

  @Option(
      names = "--suite",
      paramLabel = "SUITE",
      defaultValue = "INTL",
      description = "INTL, SM, PQ or mixed, each region having others (default: ${DEFAULT-VALUE})")
  private String suite;

  @Option(names = "--tls", description = "clients reach the nodes by TLS")
  private boolean tls;

  private final Consumer<Demo> beforeComparing;

  public DemoCommand() {
    this(demo -> {});
  }

  /**
   * @param beforeComparing gets at the nodes between the traffic and the comparison
   */
  DemoCommand(Consumer<Demo> beforeComparing) {
    this.beforeComparing = beforeComparing;
  }

  @Override
  public Integer call() throws Exception {
    if (records < FEWEST || records > MOST) {
      throw new CommandLine.ParameterException(
          spec.commandLine(), "--records: " + FEWEST + " to " + MOST);
    }
    RegionSuites suites = suites();
    Quiet.please();
    PrintWriter out = spec.commandLine().getOut();
    try (DemoFolder folder = folder();
        Demo demo = new Demo(folder.path(), suites, seed, Clock.systemUTC(), tls, out);
        AtExit stop = new AtExit(folder, demo)) {
      boolean shown = demo.play(records);
      beforeComparing.accept(demo);
      boolean agree = demo.compare();
      if (!exit) {
        new TryByHand(demo.stage(), folder.path(), new Report(out)).tell();
        stop.await();
      }
      return shown && agree ? 0 : 1;
    }
  }

  private RegionSuites suites() {
    try {
      return RegionSuites.of(suite);
    } catch (IllegalArgumentException unknown) {
      throw new CommandLine.ParameterException(
          spec.commandLine(), "--suite: INTL, SM, PQ or mixed");
    }
  }

  private DemoFolder folder() throws IOException {
    try {
      return DemoFolder.of(home);
    } catch (IllegalArgumentException unsuitable) {
      throw new CommandLine.ParameterException(
          spec.commandLine(), "--home: " + unsuitable.getMessage());
    }
  }
}
