package hutong.gateway.cli;

import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code hutong failures}: what fails, by cause. */
@Command(
    name = "failures",
    description = "Lists what fails, by cause, node and type, the most open first; for operators.",
    mixinStandardHelpOptions = true)
public final class FailuresCommand implements Callable<Integer> {

  @Spec private CommandSpec spec;
  @Mixin private ApiOptions api;
  @Mixin private Output output;

  @Option(names = "--direction", description = "in: sent to this node; out: sent by it")
  private DeadlinesCommand.Direction direction;

  @Option(names = "--code", description = "why")
  private String code;

  @Option(names = "--node", description = "the other node")
  private String node;

  @Option(names = "--type", description = "type of the record")
  private String type;

  @Option(
      names = "--since",
      paramLabel = "INSTANT",
      description = "seen then or later, for example 2026-11-03T00:00:00Z")
  private String since;

  @Option(names = "--max", defaultValue = "100", description = "default: ${DEFAULT-VALUE}")
  private int max;

  @Override
  public Integer call() throws IOException {
    Map<String, String> query = new LinkedHashMap<>();
    DeadlinesCommand.put(query, "direction", direction);
    DeadlinesCommand.put(query, "code", code);
    DeadlinesCommand.put(query, "node", node);
    DeadlinesCommand.put(query, "type", type);
    DeadlinesCommand.put(query, "since", since);
    DeadlinesCommand.put(query, "max", max);
    PrintWriter out = spec.commandLine().getOut();
    JsonObject answer = api.get("/v1/failures" + ApiPath.query(query));
    if (output.json()) {
      out.println(answer.encodePrettily());
    } else {
      table(out, answer);
    }
    return 0;
  }

  private static void table(PrintWriter out, JsonObject answer) {
    String row = "%8s %8s %-3s %-14s %-24s %-6s %-30s %-24s %s%n";
    out.printf(row, "open", "times", "", "state", "code", "node", "type", "last", "pointer");
    for (Object each : answer.getJsonArray("items")) {
      JsonObject item = (JsonObject) each;
      out.printf(
          row,
          item.getLong("open"),
          item.getLong("times"),
          item.getString("direction"),
          item.getString("state"),
          item.getString("code"),
          item.getString("node", ""),
          item.getString("type", ""),
          item.getString("last"),
          item.getString("pointer", ""));
    }
  }
}
