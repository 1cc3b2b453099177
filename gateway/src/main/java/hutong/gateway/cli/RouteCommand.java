package hutong.gateway.cli;

import io.vertx.core.json.JsonObject;
import java.io.IOException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code hutong route}: what is sent to another node, and what not. */
@Command(
    name = "route",
    description = "Pauses and resumes what is sent to a node (operator's key).",
    mixinStandardHelpOptions = true)
public final class RouteCommand {

  @Spec private CommandSpec spec;

  @Command(name = "pause", description = "Sends nothing to NODE until it is resumed.")
  int pause(
      @Mixin ApiOptions api,
      @Mixin Output output,
      @Option(
              names = "--reason",
              defaultValue = "BY_OPERATOR",
              paramLabel = "WORD",
              description = "shown to whoever asks (default: ${DEFAULT-VALUE})")
          String reason,
      @Parameters(paramLabel = "NODE") String node)
      throws IOException {
    return asking(
            api, output, "Nothing is sent to " + node + " from now on.", "It was paused already.")
        .post("/v1/routes/" + node + ":pause", new JsonObject().put("reason", reason));
  }

  @Command(
      name = "waive",
      description = "After a restore: goes on without what NODE could have given back.")
  int waive(
      @Mixin ApiOptions api, @Mixin Output output, @Parameters(paramLabel = "NODE") String node)
      throws IOException {
    return asking(
            api, output, "It goes on without " + node + ".", "Nothing waited for " + node + ".")
        .post("/v1/restore/" + node + ":waive", new JsonObject());
  }

  @Command(name = "resume", description = "Sends to NODE again, the backlog at its rate.")
  int resume(
      @Mixin ApiOptions api, @Mixin Output output, @Parameters(paramLabel = "NODE") String node)
      throws IOException {
    return asking(api, output, "Sending to " + node + " again.", "It was not paused.")
        .post("/v1/routes/" + node + ":resume", new JsonObject());
  }

  private Asking asking(ApiOptions api, Output output, String done, String already) {
    return new Asking(
        spec.commandLine().getOut(),
        api,
        output,
        null,
        (out, said) -> out.println(said.getString("result").equals("DONE") ? done : already));
  }
}
