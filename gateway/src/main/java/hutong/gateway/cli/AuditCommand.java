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

/** {@code hutong audit}: what people did with this node. */
@Command(
    name = "audit",
    description = "Lists what operators did and read, the newest first (operator's key).",
    mixinStandardHelpOptions = true)
public final class AuditCommand implements Callable<Integer> {

  @Spec private CommandSpec spec;
  @Mixin private ApiOptions api;
  @Mixin private Output output;

  @Option(names = "--by", paramLabel = "NAME", description = "what this operator did")
  private String by;

  @Option(names = "--what", paramLabel = "WORD", description = "such as ERASE or EVIDENCE")
  private String what;

  @Option(names = "--from", description = "at this instant or later")
  private String from;

  @Option(names = "--until", description = "before this instant")
  private String until;

  @Option(names = "--after", paramLabel = "NEXT", description = "go on where a list ended")
  private String after;

  @Option(names = "--max", defaultValue = "100", description = "default: ${DEFAULT-VALUE}")
  private int max;

  @Override
  public Integer call() throws IOException {
    PrintWriter out = spec.commandLine().getOut();
    JsonObject answer = api.get("/v1/audit" + ApiPath.query(query()));
    if (output.json()) {
      out.println(answer.encodePrettily());
    } else {
      table(out, answer);
    }
    return 0;
  }

  private Map<String, String> query() {
    Map<String, String> query = new LinkedHashMap<>();
    put(query, "by", by);
    put(query, "what", what);
    put(query, "from", from);
    put(query, "until", until);
    put(query, "after", after);
    put(query, "max", String.valueOf(max));
    return query;
  }

  private static void put(Map<String, String> query, String name, String value) {
    if (value != null) {
      query.put(name, value);
    }
  }

  private static void table(PrintWriter out, JsonObject answer) {
    String row = "%-24s %-16s %-7s %-20s %-8s %-20s %s%n";
    out.printf(row, "at", "by", "where", "what", "outcome", "code", "about");
    for (Object each : answer.getJsonArray("items")) {
      JsonObject act = (JsonObject) each;
      out.printf(
          row,
          act.getString("at"),
          act.getString("by"),
          act.getString("channel"),
          act.getString("what"),
          act.getString("outcome"),
          act.getString("code", ""),
          act.getString("about", ""));
    }
    if (answer.containsKey("next")) {
      out.println("There are more: --after " + answer.getString("next"));
    }
  }
}
