package hutong.gateway.cli;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code hutong ops}: one thing done with many records. */
@Command(
    name = "ops",
    description = "Does one thing with many records: plan, see how many, run (operator's key).",
    mixinStandardHelpOptions = true)
public final class OpsCommand {

  @Spec private CommandSpec spec;

  @Command(
      name = "plan",
      description =
          "Freezes which records: retry or abandon what was sent, assign what is parked, redirect"
              + " what was never signed.")
  int plan(
      @Mixin ApiOptions api,
      @Mixin Output output,
      @Parameters(paramLabel = "KIND", description = "retry, abandon, assign or redirect")
          String kind,
      @Option(names = "--state", split = ",", description = "such as WAITING_RETRY,SET_ASIDE")
          List<String> states,
      @Option(names = "--node", description = "the other side") String node,
      @Option(names = "--type", description = "type of record") String type,
      @Option(names = "--system", description = "who posted it") String system,
      @Option(names = "--cause", description = "why it waits, such as NO_OFFICE") String cause,
      @Option(names = "--from", description = "created at this instant or later") String from,
      @Option(names = "--until", description = "created before this instant") String until,
      @Option(names = "--office", description = "who is to decide what is parked") String office,
      @Option(
              names = "--to",
              paramLabel = "NODE",
              description =
                  "where what is redirected goes; a second operator has to approve the run")
          String to)
      throws IOException {
    JsonObject asked = new JsonObject().put("kind", kind.toUpperCase(Locale.ROOT));
    if (states != null) {
      asked.put("states", new JsonArray(states));
    }
    put(asked, "node", node);
    put(asked, "type", type);
    put(asked, "system", system);
    put(asked, "cause", cause);
    put(asked, "from", from);
    put(asked, "until", until);
    put(asked, "office", office);
    put(asked, "to", to);
    return asking(api, output).post("/v1/operations:plan", asked);
  }

  @Command(name = "run", description = "Lets a plan run, or one that is paused go on.")
  int run(
      @Mixin ApiOptions api,
      @Mixin Output output,
      @Parameters(paramLabel = "ID") UUID id,
      @Option(
              names = "--count",
              required = true,
              description = "how many records it has, as the plan says: so nobody runs another")
          int count,
      @Option(names = "--first", description = "so many first; then it pauses") Integer first)
      throws IOException {
    JsonObject asked = new JsonObject().put("count", count);
    if (first != null) {
      asked.put("first", first);
    }
    return asking(api, output).post("/v1/operations/" + id + ":run", asked);
  }

  @Command(name = "pause", description = "Stands still; run goes on.")
  int pause(@Mixin ApiOptions api, @Mixin Output output, @Parameters(paramLabel = "ID") UUID id)
      throws IOException {
    return asking(api, output).post("/v1/operations/" + id + ":pause", new JsonObject());
  }

  @Command(name = "cancel", description = "Ends it; what was done stays done.")
  int cancel(@Mixin ApiOptions api, @Mixin Output output, @Parameters(paramLabel = "ID") UUID id)
      throws IOException {
    return asking(api, output).post("/v1/operations/" + id + ":cancel", new JsonObject());
  }

  @Command(name = "list", description = "Lists the newest operations.")
  int list(@Mixin ApiOptions api, @Mixin Output output) throws IOException {
    return asking(api, output).get("/v1/operations");
  }

  @Command(name = "show", description = "Shows how one stands, and what was skipped and why.")
  int show(@Mixin ApiOptions api, @Mixin Output output, @Parameters(paramLabel = "ID") UUID id)
      throws IOException {
    int told = asking(api, output).get("/v1/operations/" + id);
    return told != 0
        ? told
        : asking(api, output).get("/v1/operations/" + id + "/items?skipped=true");
  }

  private Asking asking(ApiOptions api, Output output) {
    return new Asking(spec.commandLine().getOut(), api, output, OpsCommand::line, OpsCommand::line);
  }

  private static void line(PrintWriter out, JsonObject one) {
    if (one.containsKey("about")) {
      ProposalsCommand.line(out, one);
      return;
    }
    if (one.containsKey("number")) {
      out.printf(
          "%8d  %s %s  %s%n",
          one.getLong("number"),
          one.getString("from"),
          one.getString("id"),
          one.getString("result", "waits"));
      return;
    }
    out.printf(
        "%s  %-8s %-9s %d of %d looked at, %d done%s%n",
        one.getString("id"),
        one.getString("kind"),
        one.getString("state"),
        one.getLong("looked"),
        one.getLong("count"),
        one.getLong("done"),
        skipped(one.getJsonArray("skipped")));
  }

  private static String skipped(JsonArray skipped) {
    StringBuilder text = new StringBuilder();
    for (Object each : skipped) {
      JsonObject why = (JsonObject) each;
      text.append(", ").append(why.getLong("count")).append(" skipped: ");
      text.append(why.getString("why"));
    }
    return text.toString();
  }

  private static void put(JsonObject into, String name, String value) {
    if (value != null) {
      into.put(name, value);
    }
  }
}
