package hutong.gateway.cli;

import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.UUID;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code hutong why}: one sentence why a record stands where it does. */
@Command(
    name = "why",
    description = "Says why a record stands where it does, whose turn it is, and how many like it.",
    mixinStandardHelpOptions = true)
public final class WhyCommand implements Callable<Integer> {

  @Spec private CommandSpec spec;
  @Mixin private ApiOptions api;
  @Mixin private Output output;

  @Parameters(paramLabel = "ID", description = "a record's id")
  private UUID id;

  @Override
  public Integer call() throws IOException {
    PrintWriter out = spec.commandLine().getOut();
    JsonObject why = api.get("/v1/records/" + id + "/why");
    if (output.json()) {
      out.println(why.encodePrettily());
    } else {
      out.println(why.getString("sentence"));
      out.println(why.getString("todo"));
    }
    return ExitCode.DONE;
  }
}
