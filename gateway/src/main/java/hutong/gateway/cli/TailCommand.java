package hutong.gateway.cli;

import com.fasterxml.jackson.databind.JsonNode;
import hutong.client.HutongClient.Outcomes;
import java.io.IOException;
import java.io.PrintWriter;
import java.time.Instant;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code hutong tail}: what becomes of a system's records, as it happens. */
@Command(
    name = "tail",
    description = "Follows what becomes of a system's records (the system's key).",
    mixinStandardHelpOptions = true)
public final class TailCommand implements Callable<Integer> {

  private static final int SECONDS = 30;

  @Spec private CommandSpec spec;
  @Mixin private ApiOptions api;
  @Mixin private Output output;

  @Option(
      names = "--since",
      paramLabel = "INSTANT",
      description = "begin there (ISO 8601), at most 31 days back (default: with what is new)")
  private Instant since;

  @Option(names = "--after", paramLabel = "NEXT", description = "go on where a reader left off")
  private String after;

  @Option(names = "--once", description = "print what there is, then where to go on, and end")
  private boolean once;

  @Override
  public Integer call() throws IOException {
    PrintWriter out = spec.commandLine().getOut();
    Outcomes told = first();
    while (true) {
      told.items().forEach(each -> line(out, each));
      out.flush();
      String next = told.next();
      if (once && told.items().isEmpty()) {
        spec.commandLine().getErr().println("--after " + next);
        return ExitCode.DONE;
      }
      told = api.ask(client -> client.outcomes(next, once ? 0 : SECONDS));
    }
  }

  private Outcomes first() throws IOException {
    if (after != null) {
      return api.ask(client -> client.outcomes(after, 0));
    }
    Instant from = since == null ? Instant.now() : since;
    return api.ask(client -> client.outcomes(from, 0));
  }

  private void line(PrintWriter out, JsonNode one) {
    if (output.json()) {
      out.println(one);
      return;
    }
    out.printf(
        "%s  %s  %-10s %s%n",
        one.path("at").asText(),
        one.path("id").asText(),
        one.path("state").asText(),
        one.path("code").asText(""));
  }
}
