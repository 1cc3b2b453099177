package hutong.gateway.cli;

import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code hutong rates}: how complete, prompt and right the exchange was. */
@Command(
    name = "rates",
    description =
        "Rates of what was sent (OUT) and received (IN), by the day on which records were made, in"
            + " China's time (operator's key). What can't be known is unknown.",
    mixinStandardHelpOptions = true)
public final class RatesCommand implements Callable<Integer> {

  /** For people, for programs, for spreadsheets. */
  enum Form {
    TABLE,
    JSON,
    CSV
  }

  private static final String[] RATES = {
    "submission", "acceptance", "feedback", "timeliness", "match", "accuracy"
  };

  @Spec private CommandSpec spec;
  @Mixin private ApiOptions api;

  @Option(names = "--from", required = true, paramLabel = "DAY", description = "the first day")
  private LocalDate from;

  @Option(names = "--to", required = true, paramLabel = "DAY", description = "the last day")
  private LocalDate to;

  @Option(
      names = "--by",
      defaultValue = "node,type",
      description = "what to tell apart: node,division,type,day (default: ${DEFAULT-VALUE})")
  private String by;

  @Option(
      names = {"-o", "--output"},
      defaultValue = "table",
      description = "table, json or csv (default: ${DEFAULT-VALUE})")
  private Form form;

  @Override
  public Integer call() throws IOException {
    PrintWriter out = spec.commandLine().getOut();
    if (form == Form.CSV) {
      byte[] csv = api.ask(client -> client.bytes(path("csv")));
      out.print(new String(csv, StandardCharsets.UTF_8));
      return 0;
    }
    JsonObject answer = api.get(path("json"));
    if (form == Form.JSON) {
      out.println(answer.encodePrettily());
    } else {
      table(out, answer);
    }
    return 0;
  }

  private String path(String format) {
    return "/v1/rates?from="
        + from
        + "&to="
        + to
        + "&by="
        + ApiPath.encoded(by)
        + "&format="
        + format;
  }

  private static void table(PrintWriter out, JsonObject answer) {
    String head = "%-3s %-6s %-8s %-30s %-10s %9s";
    out.printf(head, "", "node", "division", "type", "day", "delivered");
    for (String name : RATES) {
      out.printf(" %10s", name);
    }
    out.println();
    for (Object each : answer.getJsonArray("items")) {
      JsonObject item = (JsonObject) each;
      out.printf(
          head,
          item.getString("direction"),
          item.getString("node", ""),
          item.getString("division", ""),
          item.getString("type", ""),
          item.getString("day", ""),
          item.getLong("delivered"));
      for (String name : RATES) {
        out.printf(" %10s", item.getJsonObject(name).getString("share", "unknown"));
      }
      out.println();
    }
  }
}
