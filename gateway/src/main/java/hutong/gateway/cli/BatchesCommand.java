package hutong.gateway.cli;

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
    return asking(api, output).get(PATH);
  }

  @Command(name = "show", description = "Shows how one stands.")
  int show(@Mixin ApiOptions api, @Mixin Output output, @Parameters(paramLabel = "ID") UUID id)
      throws IOException {
    return asking(api, output).get(PATH + "/" + id);
  }

  @Command(name = "cancel", description = "Ends one; what was posted stays posted.")
  int cancel(@Mixin ApiOptions api, @Mixin Output output, @Parameters(paramLabel = "ID") UUID id)
      throws IOException {
    return asking(api, output).post(PATH + "/" + id + ":cancel", new JsonObject());
  }

  @Command(name = "remove", description = "Removes one that has ended.")
  int remove(@Mixin ApiOptions api, @Mixin Output output, @Parameters(paramLabel = "ID") UUID id)
      throws IOException {
    return asking(api, output).post(PATH + "/" + id + ":remove", new JsonObject());
  }

  private Asking asking(ApiOptions api, Output output) {
    return new Asking(
        spec.commandLine().getOut(), api, output, BatchesCommand::line, BatchesCommand::line);
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
