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

/** {@code hutong alarms}: what a person should look at. */
@Command(
    name = "alarms",
    description = "Lists what a person should look at, the newest first (operator's key).",
    mixinStandardHelpOptions = true)
public final class AlarmsCommand implements Callable<Integer> {

  @Spec private CommandSpec spec;
  @Mixin private ApiOptions api;
  @Mixin private Output output;

  @Option(names = "--max", defaultValue = "100", description = "default: ${DEFAULT-VALUE}")
  private int max;

  @Override
  public Integer call() throws IOException {
    PrintWriter out = spec.commandLine().getOut();
    return new Asking(out, api, output, AlarmsCommand::line, null).get("/v1/alarms?max=" + max);
  }

  private static void line(PrintWriter out, JsonObject one) {
    out.printf(
        "%s  %-26s %-6s %s%n",
        one.getString("at"),
        one.getString("code"),
        one.getString("partner", ""),
        one.getString("about", ""));
  }
}
