package hutong.gateway.bench;

import hutong.certs.Suite;
import hutong.certs.Suites;
import hutong.gateway.bench.country.PlanCommand;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.PrintWriter;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code hutong bench}: how many records a second this machine exchanges, and what they cost. */
@Command(
    name = "bench",
    description = {
      "Measures the whole loop with ledger, journal and fsync on: post over HTTP, sign, seal,"
          + " queue, open, verify, store, deliver, signed receipt verified at the sender.",
      "Two nodes and their clients share this process; 2 KB records, each of another person."
          + " Settings in the environment, like HUTONG_CHECKPOINT_EVERY, hold for both.",
      "With --all or --scenario: everything that has a goal, beside the goal. A benchmark is no"
          + " test: exit code 0 whether goals are met or not."
    },
    subcommands = PlanCommand.class,
    mixinStandardHelpOptions = true)
public final class BenchCommand implements Callable<Integer> {

  private enum Form {
    TABLE,
    JSON
  }

  private static final Duration WARM_UP = Duration.ofSeconds(60);
  private static final Duration DURATION = Duration.ofSeconds(20);
  private static final int AHEAD = 512;
  private static final int SAMPLE = 2_000;

  @Spec private CommandSpec spec;

  @Mixin private ScenarioOptions scenarios;

  @Option(
      names = "--suite",
      defaultValue = "INTL",
      description = "suite to sign and seal in: INTL, SM, PQ (default: ${DEFAULT-VALUE})")
  private String suite;

  @Option(
      names = "--duration",
      description = "measured time (ISO 8601; default: PT20S, or the scenarios' own)")
  private Duration duration;

  @Option(
      names = "--warm-up",
      description = "time before, for the compiler (default: PT60S, or the scenarios' own)")
  private Duration warmUp;

  @Option(names = "--ahead", description = "records under way at once (default: 512)")
  private Integer ahead;

  @Option(
      names = {"-o", "--output"},
      defaultValue = "table",
      description = "table or json (default: ${DEFAULT-VALUE})")
  private Form form;

  @Option(
      names = "--intake",
      paramLabel = "N",
      description = {
        "instead of the loop: post N records one by one and N as one table, twice, while their"
            + " recipient is down; then lease and acknowledge all of them from its mailbox",
        "--heap is that of each node's process; full form: 10000"
      })
  private int intake;

  @Mixin private BacklogOptions backlog;

  @Override
  public Integer call() throws Exception {
    if (!Suites.standard().has(suite)) {
      throw new IllegalArgumentException("No such suite is built in");
    }
    Suite in = Suites.standard().byId(suite);
    if (scenarios.given()) {
      measure(scenarios.chosen(Scenarios.of(in)));
      return 0;
    }
    if (intake > 0) {
      try (Intake run = new Intake(intake, backlog.heap)) {
        JsonObject figures = run.measure();
        print(figures);
        return figures.getBoolean("complete") ? 0 : 1;
      }
    }
    return backlog.given() ? backlog() : loop(in);
  }

  private void measure(List<Scenario> chosen) throws Exception {
    PrintWriter out = spec.commandLine().getOut();
    Sizes sizes = scenarios.sizes(warmUp, duration, ahead, backlog.backlog);
    JsonObject all = new JsonObject().put("machine", new Machine(Clock.systemUTC()).json());
    Table table = new Table(out);
    if (form == Form.TABLE) {
      table.head(all.getJsonObject("machine"));
    }
    Run run = new Run(sizes);
    JsonArray outcomes = new JsonArray();
    for (Scenario each : chosen) {
      Outcome outcome = Outcome.of(each, run);
      outcomes.add(outcome.json());
      if (form == Form.TABLE) {
        table.add(outcome);
      }
    }
    if (form == Form.JSON) {
      all.put("sizes", sizes.json()).put("scenarios", outcomes);
      out.println(all.put("peakRssMb", ThisProcess.peakRssMb()).encodePrettily());
      out.flush();
    }
  }

  private int loop(Suite in) throws Exception {
    Run run = new Run(Sizes.USUAL);
    try (Loop loop = new Loop(run.canon(), Plan.plain(in, ahead == null ? AHEAD : ahead))) {
      loop.warmUp(warmUp == null ? WARM_UP : warmUp);
      Window window = loop.window(run.floor(in), duration == null ? DURATION : duration);
      Figures figures = new Figures(suite, window, loop.latencies(SAMPLE), ThisProcess.peakRssMb());
      print(figures.json());
      return figures.complete() ? 0 : 1;
    }
  }

  private int backlog() throws Exception {
    boolean holds = true;
    try (Backlog run = new Backlog(backlog)) {
      if (backlog.backlog > 0) {
        BacklogFigures figures = run.down();
        print(figures.json());
        holds = figures.holds(backlog);
      }
      if (backlog.inFlight > 0) {
        BacklogFigures figures = run.unread();
        print(figures.json());
        holds &= figures.holds(backlog);
      }
    }
    return holds ? 0 : 1;
  }

  private void print(JsonObject json) {
    PrintWriter out = spec.commandLine().getOut();
    if (form == Form.JSON) {
      out.println(json.encodePrettily());
    } else {
      json.forEach(figure -> out.printf("%-22s %s%n", figure.getKey(), figure.getValue()));
    }
    out.flush();
  }
}
