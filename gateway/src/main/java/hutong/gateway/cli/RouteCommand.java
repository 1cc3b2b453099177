package hutong.gateway.cli;

import hutong.gateway.http.ApiFailure;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.PrintWriter;
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
      @Option(
              names = "--reason",
              defaultValue = "BY_OPERATOR",
              paramLabel = "WORD",
              description = "shown to whoever asks (default: ${DEFAULT-VALUE})")
          String reason,
      @Parameters(paramLabel = "NODE") String node)
      throws IOException {
    PrintWriter out = spec.commandLine().getOut();
    try {
      JsonObject done = api.ask(client -> client.pause(node, reason));
      boolean now = done.getString("result").equals("DONE");
      out.println(now ? "Nothing is sent to " + node + " from now on." : "It was paused already.");
      return 0;
    } catch (ApiFailure refusal) {
      out.println(refusal.getMessage());
      return 1;
    } finally {
      out.flush();
    }
  }

  @Command(
      name = "waive",
      description = "After a restore: goes on without what NODE could have given back.")
  int waive(@Mixin ApiOptions api, @Parameters(paramLabel = "NODE") String node)
      throws IOException {
    PrintWriter out = spec.commandLine().getOut();
    try {
      out.println(api.ask(client -> client.waive(node)).getString("result"));
      return 0;
    } catch (ApiFailure refusal) {
      out.println(refusal.getMessage());
      return 1;
    } finally {
      out.flush();
    }
  }

  @Command(name = "resume", description = "Sends to NODE again, the backlog at its rate.")
  int resume(@Mixin ApiOptions api, @Parameters(paramLabel = "NODE") String node)
      throws IOException {
    PrintWriter out = spec.commandLine().getOut();
    try {
      JsonObject done = api.ask(client -> client.resume(node));
      boolean now = done.getString("result").equals("DONE");
      out.println(now ? "Sending to " + node + " again." : "It was not paused.");
      return 0;
    } catch (ApiFailure refusal) {
      out.println(refusal.getMessage());
      return 1;
    } finally {
      out.flush();
    }
  }
}
