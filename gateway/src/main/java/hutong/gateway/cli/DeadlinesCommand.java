package hutong.gateway.cli;

import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code hutong deadlines}: which answers are owed, and which came late. */
@Command(
    name = "deadlines",
    description =
        "Lists answers that are owed, by this node (IN) and to it (OUT), by due date. A system's key"
            + " shows its own.",
    mixinStandardHelpOptions = true)
public final class DeadlinesCommand implements Callable<Integer> {

  /** How a clock stands. */
  enum Flag {
    DUE,
    OVERDUE,
    LATE
  }

  /** Who owes: IN this node, OUT the other. */
  enum Direction {
    IN,
    OUT
  }

  @Spec private CommandSpec spec;
  @Mixin private ApiOptions api;
  @Mixin private Output output;

  @Option(names = "--flag", description = "due, overdue or late (default: due and overdue)")
  private Flag flag;

  @Option(names = "--direction", description = "in: owed by this node; out: owed to it")
  private Direction direction;

  @Option(names = "--node", description = "the other node")
  private String node;

  @Option(names = "--type", description = "type of the record that is to be answered")
  private String type;

  @Option(names = "--after", paramLabel = "NEXT", description = "go on where a list ended")
  private String after;

  @Option(names = "--max", defaultValue = "100", description = "default: ${DEFAULT-VALUE}")
  private int max;

  @Override
  public Integer call() throws IOException {
    PrintWriter out = spec.commandLine().getOut();
    JsonObject answer = api.get("/v1/deadlines" + ApiPath.query(query()));
    if (output.json()) {
      out.println(answer.encodePrettily());
    } else {
      table(out, answer);
    }
    return 0;
  }

  private Map<String, String> query() {
    Map<String, String> query = new LinkedHashMap<>();
    put(query, "flag", flag);
    put(query, "direction", direction);
    put(query, "node", node);
    put(query, "type", type);
    put(query, "after", after);
    put(query, "max", max);
    return query;
  }

  static void put(Map<String, String> query, String name, Object value) {
    if (value != null) {
      query.put(name, value.toString());
    }
  }

  private static void table(PrintWriter out, JsonObject answer) {
    String row = "%-10s %-8s %-9s %-3s %-6s %-6s %-30s %-36s %s%n";
    out.printf(row, "due", "flag", "urged", "", "from", "to", "type", "id", "state");
    for (Object each : answer.getJsonArray("items")) {
      JsonObject item = (JsonObject) each;
      out.printf(
          row,
          item.getJsonObject("due").getString("date"),
          item.getString("flag"),
          item.getString("urged").toLowerCase(Locale.ROOT).replace('_', ' '),
          item.getString("direction"),
          item.getString("from"),
          item.getString("to"),
          item.getString("type"),
          item.getString("id"),
          item.getString("state"));
    }
    if (answer.containsKey("next")) {
      out.println("There are more: --after " + answer.getString("next"));
    }
  }
}
