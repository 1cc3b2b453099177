package hutong.gateway.bench;

import hutong.certs.Suites;
import io.vertx.core.json.JsonObject;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
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
    },
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
      description = "suite to sign and seal in (default: ${DEFAULT-VALUE})")
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

  @Override
  public Integer call() throws Exception {
    if (!Suites.standard().has(suite)) {
      throw new IllegalArgumentException("No such suite is built in");
    }
    Figures figures;
    try (Loop loop = new Loop(ahead)) {
      figures = loop.measure(Suites.standard().byId(suite), warmUp, duration);
    }
    PrintWriter out = spec.commandLine().getOut();
    JsonObject json = figures.json();
    if (form == Form.JSON) {
      out.println(json.encodePrettily());
    } else {
      json.forEach(figure -> out.printf("%-22s %s%n", figure.getKey(), figure.getValue()));
    }
    out.flush();
    return figures.complete() ? 0 : 1;
  }
}
