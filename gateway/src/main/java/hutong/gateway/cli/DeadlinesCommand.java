package hutong.gateway.cli;

import hutong.gateway.http.ApiFailure;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code hutong deadlines}: who owes an answer, and since when. */
@Command(
    name = "deadlines",
    description =
        "Lists what an answer is owed for, to this node (OUT) or by it (IN), the longest overdue"
            + " first.",
    mixinStandardHelpOptions = true,
    footer = {"", "Exit codes: 0 nothing is overdue; 1 something is; 2 wrong usage."})
public final class DeadlinesCommand implements Callable<Integer> {

  private static final int MOST = 1_000;

  @Spec private CommandSpec spec;
  @Mixin private ApiOptions api;
  @Mixin private Output output;

  @Option(
      names = "--until",
      paramLabel = "DAY",
      description = "due on that day at the latest, for example 2026-12-05 (default: any)")
  private String until;

  @Override
  public Integer call() throws IOException {
    PrintWriter out = spec.commandLine().getOut();
    try {
      JsonObject found = api.ask(client -> client.deadlines(until, MOST));
      if (output.json()) {
        out.println(found.encodePrettily());
      } else {
        table(out, found);
      }
      return found.getJsonArray("items").stream()
              .map(JsonObject.class::cast)
              .anyMatch(item -> item.getBoolean("overdue"))
          ? 1
          : 0;
    } catch (ApiFailure refusal) {
      out.println(refusal.getMessage());
      return 1;
    } finally {
      out.flush();
    }
  }

  private static void table(PrintWriter out, JsonObject found) {
    out.printf(
        "%-3s %-36s %-6s %-6s %-30s %-22s %-10s%n", "", "id", "from", "to", "type", "state", "due");
    for (Object each : found.getJsonArray("items")) {
      JsonObject item = (JsonObject) each;
      JsonObject of = item.getJsonObject("case");
      out.printf(
          "%-3s %-36s %-6s %-6s %-30s %-22s %-10s %s%n",
          item.getString("direction"),
          item.getString("id"),
          item.getString("from"),
          item.getString("to", ""),
          item.getString("type"),
          of == null ? item.getString("state") : of.getString("state"),
          item.getJsonObject("due").getString("date"),
          item.getBoolean("overdue") ? "OVERDUE" : "");
    }
  }
}
