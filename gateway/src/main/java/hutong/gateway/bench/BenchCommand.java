package hutong.gateway.bench;

import hutong.certs.Suites;
import hutong.gateway.bench.plan.PlanCommand;
import io.vertx.core.json.JsonObject;
import java.io.PrintWriter;
import java.time.Duration;
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
          + " Settings in the environment, like HUTONG_CHECKPOINT_EVERY, hold for both."
    },
    subcommands = PlanCommand.class,
    mixinStandardHelpOptions = true)
public final class BenchCommand implements Callable<Integer> {

  private enum Form {
    TABLE,
    JSON
  }

  @Spec private CommandSpec spec;

  @Option(
      names = "--suite",
      defaultValue = "INTL",
      description = "suite to sign and seal in: INTL, SM, PQ (default: ${DEFAULT-VALUE})")
  private String suite;

  @Option(
      names = "--duration",
      defaultValue = "PT20S",
      description = "measured time (ISO 8601; default: ${DEFAULT-VALUE})")
  private Duration duration;

  @Option(
      names = "--warm-up",
      defaultValue = "PT60S",
      description = "time before, for the compiler (default: ${DEFAULT-VALUE})")
  private Duration warmUp;

  @Option(
      names = "--ahead",
      defaultValue = "512",
      description = "records under way at once (default: ${DEFAULT-VALUE})")
  private int ahead;

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
    if (intake > 0) {
      try (Intake run = new Intake(intake, backlog.heap)) {
        JsonObject figures = run.measure();
        print(figures);
        return figures.getBoolean("complete") ? 0 : 1;
      }
    }
    if (backlog.given()) {
      return backlog();
    }
    if (!Suites.standard().has(suite)) {
      throw new IllegalArgumentException("No such suite is built in");
    }
    Figures figures;
    try (Loop loop = new Loop(Suites.standard().byId(suite), ahead)) {
      figures = loop.measure(warmUp, duration);
    }
    print(figures.json());
    return figures.complete() ? 0 : 1;
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
