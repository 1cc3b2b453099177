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

/** {@code hutong records}: which records a filter names. */
@Command(
    name = "records",
    description = "Lists the records that a filter names, the newest first; for operators.",
    mixinStandardHelpOptions = true)
public final class RecordsCommand implements Callable<Integer> {

  @Spec private CommandSpec spec;
  @Mixin private ApiOptions api;
  @Mixin private Output output;

  @Option(names = "--direction", description = "in: sent to this node; out: sent by it")
  private DeadlinesCommand.Direction direction;

  @Option(
      names = "--state",
      split = ",",
      description = "in one of these states, for example PARKED,SET_ASIDE")
  private String[] states;

  @Option(names = "--node", description = "the other node")
  private String node;

  @Option(names = "--type", description = "type of the record")
  private String type;

  @Option(names = "--system", description = "local system that posted them, or decides them")
  private String system;

  @Option(names = "--code", description = "why they were refused, or wait")
  private String code;

  @Option(
      names = "--from",
      paramLabel = "INSTANT",
      description = "created then or later, for example 2026-11-03T00:00:00Z")
  private String from;

  @Option(names = "--until", paramLabel = "INSTANT", description = "created before that")
  private String until;

  @Option(names = "--after", paramLabel = "NEXT", description = "go on where a list ended")
  private String after;

  @Option(names = "--max", defaultValue = "100", description = "default: ${DEFAULT-VALUE}")
  private int max;

  @Override
  public Integer call() throws IOException {
    PrintWriter out = spec.commandLine().getOut();
    JsonObject answer = api.get("/v1/records" + ApiPath.query(query()));
    if (output.json()) {
      out.println(answer.encodePrettily());
    } else {
      table(out, answer);
    }
    return 0;
  }

  private Map<String, String> query() {
    Map<String, String> query = new LinkedHashMap<>();
    DeadlinesCommand.put(query, "direction", direction);
    DeadlinesCommand.put(query, "state", states == null ? null : String.join(",", states));
    DeadlinesCommand.put(query, "node", node);
    DeadlinesCommand.put(query, "type", type);
    DeadlinesCommand.put(query, "system", system);
    DeadlinesCommand.put(query, "code", code);
    DeadlinesCommand.put(query, "from", from);
    DeadlinesCommand.put(query, "until", until);
    DeadlinesCommand.put(query, "after", after);
    DeadlinesCommand.put(query, "max", max);
    return query;
  }

  private static void table(PrintWriter out, JsonObject answer) {
    String row = "%-24s %-3s %-6s %-6s %-30s %-36s %-16s %s%n";
    out.printf(row, "created", "", "from", "to", "type", "id", "state", "code");
    for (Object each : answer.getJsonArray("items")) {
      JsonObject item = (JsonObject) each;
      out.printf(
          row,
          item.getString("created"),
          item.getString("direction"),
          item.getString("from"),
          item.getString("to", ""),
          item.getString("type"),
          item.getString("id"),
          item.getString("state"),
          item.getString("code", ""));
    }
    if (answer.containsKey("next")) {
      out.println(
          "Searched up to "
              + answer.getString("searchedTo")
              + "; to go on: --after "
              + answer.getString("next"));
    }
  }
}
