package hutong.gateway.cli;

import hutong.gateway.http.ApiFailure;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.UUID;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code hutong batches}: tables that were left to be worked off. */
@Command(
    name = "batches",
    description = "Shows how tables stand that were left by batch --keep (the system's key).",
    mixinStandardHelpOptions = true)
public final class BatchesCommand {

  private static final String PATH = "/v1/batches";

  @Spec private CommandSpec spec;

  @Command(name = "list", description = "Lists them, the newest first.")
  int list(@Mixin ApiOptions api, @Mixin Output output) throws IOException {
    return tell(api, output, PATH, false);
  }

  @Command(name = "show", description = "Shows how one stands.")
  int show(@Mixin ApiOptions api, @Mixin Output output, @Parameters(paramLabel = "ID") UUID id)
      throws IOException {
    return tell(api, output, PATH + "/" + id, false);
  }

  @Command(name = "cancel", description = "Ends one; what was posted stays posted.")
  int cancel(@Mixin ApiOptions api, @Mixin Output output, @Parameters(paramLabel = "ID") UUID id)
      throws IOException {
    return tell(api, output, PATH + "/" + id + ":cancel", true);
  }

  @Command(name = "remove", description = "Removes one that has ended.")
  int remove(@Mixin ApiOptions api, @Mixin Output output, @Parameters(paramLabel = "ID") UUID id)
      throws IOException {
    return tell(api, output, PATH + "/" + id + ":remove", true);
  }

  private int tell(ApiOptions api, Output output, String path, boolean act) throws IOException {
    PrintWriter out = spec.commandLine().getOut();
    try {
      JsonObject said =
          api.ask(client -> act ? client.post(path, new JsonObject()) : client.get(path));
      if (said == null) {
        out.println("Done.");
      } else if (output.json()) {
        out.println(said.encodePrettily());
      } else if (said.containsKey("items")) {
        said.getJsonArray("items").forEach(each -> line(out, (JsonObject) each));
      } else {
        line(out, said);
      }
      return 0;
    } catch (ApiFailure refusal) {
      out.println(refusal.getMessage());
      return 1;
    } finally {
      out.flush();
    }
  }

  private static void line(PrintWriter out, JsonObject one) {
    out.printf(
        "%s  %-9s %s, %d rows: %d taken, %d taken before, %d refused%n",
        one.getString("id"),
        one.getString("state"),
        one.getString("dialect"),
        one.getInteger("rows"),
        one.getInteger("taken"),
        one.getInteger("replayed"),
        one.getInteger("refused"));
  }
}
