package hutong.gateway.cli;

import io.vertx.core.json.JsonObject;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code hutong disclosures}: what was exchanged about a person. */
@Command(
    name = "disclosures",
    description =
        "Reads a person's document number from standard input and tells what was exchanged about"
            + " them, with whom, when and on which basis (operator's key).",
    mixinStandardHelpOptions = true)
public final class DisclosuresCommand implements Callable<Integer> {

  private static final int LONGEST_NUMBER = 40;

  @Spec private CommandSpec spec;
  @Mixin private ApiOptions api;
  @Mixin private Output output;

  @Option(
      names = "--type",
      paramLabel = "CODE",
      defaultValue = "01",
      description = "code of the document's type (default: ${DEFAULT-VALUE}, identity card)")
  private String type;

  @Override
  public Integer call() throws IOException {
    PrintWriter out = spec.commandLine().getOut();
    String number = number();
    JsonObject answer =
        api.post(
            "/v1/disclosures",
            new JsonObject().put("documentType", type).put("documentNumber", number));
    if (output.json()) {
      out.println(answer.encodePrettily());
    } else {
      table(out, answer);
    }
    return 0;
  }

  /** Not an argument: those are seen by others and kept by shells. */
  private static String number() throws IOException {
    BufferedReader in =
        new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
    StringBuilder number = new StringBuilder();
    for (int c = in.read(); c >= 0 && c != '\n'; c = in.read()) {
      if (number.length() > LONGEST_NUMBER) {
        throw new IOException("Standard input holds no document number");
      }
      number.append((char) c);
    }
    return number.toString().strip();
  }

  private static void table(PrintWriter out, JsonObject answer) {
    out.printf(
        "%-3s %-36s %-6s %-6s %-30s %-10s %-26s %s%n",
        "", "id", "from", "to", "type", "basis", "when", "state");
    for (Object each : answer.getJsonArray("items")) {
      JsonObject row = (JsonObject) each;
      String when = row.getString("left", row.getString("arrived", "never left"));
      out.printf(
          "%-3s %-36s %-6s %-6s %-30s %-10s %-26s %s%n",
          row.getString("direction"),
          row.getString("id"),
          row.getString("from"),
          row.getString("to", "?"),
          row.getString("type"),
          row.getString("legalBasis", "-"),
          when,
          row.getString("state"));
    }
    if (answer.getBoolean("more")) {
      out.println("There are more; these are the newest.");
    }
  }
}
