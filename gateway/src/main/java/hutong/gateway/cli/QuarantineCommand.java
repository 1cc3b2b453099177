package hutong.gateway.cli;

import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code hutong quarantine}: what could not be verified and is kept. */
@Command(
    name = "quarantine",
    description =
        "Lists what could not be verified, the newest first (operator's key). Two people release or"
            + " discard it: hutong proposals.",
    mixinStandardHelpOptions = true)
public final class QuarantineCommand implements Callable<Integer> {

  @Spec private CommandSpec spec;
  @Mixin private ApiOptions api;
  @Mixin private Output output;

  @Option(names = "--max", defaultValue = "100", description = "default: ${DEFAULT-VALUE}")
  private int max;

  @Override
  public Integer call() throws IOException {
    PrintWriter out = spec.commandLine().getOut();
    return new Asking(out, api, output, QuarantineCommand::line, null)
        .get("/v1/quarantine?max=" + max);
  }

  private static void line(PrintWriter out, JsonObject one) {
    out.printf(
        "%s  %-26s %-6s %s%n",
        one.getString("at"),
        one.getString("fault"),
        one.getString("from", ""),
        one.getString("digest"));
  }
}
