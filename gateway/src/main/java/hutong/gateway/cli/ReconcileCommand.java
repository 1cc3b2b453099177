package hutong.gateway.cli;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.PrintWriter;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code hutong reconcile}: do both sides' books say the same? */
@Command(
    name = "reconcile",
    description =
        "Compares the two books with NODE, by hour, and names the records that differ"
            + " (operator's key). It happens once a day by itself.",
    mixinStandardHelpOptions = true,
    footer = {
      "",
      "Exit codes: 0 they agree; 1 they differ, or NODE has not answered; 2 wrong usage."
    })
public final class ReconcileCommand implements Callable<Integer> {

  private static final int MOST = 1_000;
  private static final long PAUSE_MS = 500;
  private static final Map<String, String> WORDS =
      Map.of("A", "accepted", "R", "rejected", "O", "open", "-", "not there");

  @Spec private CommandSpec spec;
  @Mixin private ApiOptions api;
  @Mixin private Output output;

  @Option(
      names = "--wait",
      paramLabel = "DURATION",
      defaultValue = "PT30S",
      description = "for NODE's answer (default: ${DEFAULT-VALUE}); PT0S shows what is known")
  private Duration wait;

  @Parameters(paramLabel = "NODE")
  private String node;

  @Override
  public Integer call() throws Exception {
    PrintWriter out = spec.commandLine().getOut();
    Instant before = heard(shown());
    JsonObject found = wait.isZero() ? shown() : asked(before);
    boolean answered = wait.isZero() || heard(found).isAfter(before);
    if (output.json()) {
      out.println(found.encodePrettily());
    } else {
      table(out, found);
      if (!answered) {
        out.println(node + " has not answered in " + wait + "; this is what was known before.");
      }
    }
    return answered && agrees(found) ? 0 : 1;
  }

  private JsonObject shown() throws IOException {
    return api.get("/v1/reconciliation/" + node + "?max=" + MOST);
  }

  /** Both books are told of; differing hours are looked into right after. */
  private JsonObject asked(Instant before) throws IOException, InterruptedException {
    api.post("/v1/reconciliation/" + node + ":ask", new JsonObject());
    long end = System.nanoTime() + wait.toNanos();
    JsonObject found = shown();
    while (System.nanoTime() < end && !heard(found).isAfter(before)) {
      TimeUnit.MILLISECONDS.sleep(PAUSE_MS);
      found = shown();
    }
    if (!agrees(found)) {
      TimeUnit.MILLISECONDS.sleep(Math.min(wait.toMillis(), 8 * PAUSE_MS));
      found = shown();
    }
    return found;
  }

  private static Instant heard(JsonObject found) {
    String heard = found.getString("heard");
    return heard == null ? Instant.EPOCH : Instant.parse(heard);
  }

  private static boolean agrees(JsonObject found) {
    return found.getJsonArray("hours").stream()
        .map(JsonObject.class::cast)
        .noneMatch(hour -> hour.getString("state").equals("DIFFERS"));
  }

  private void table(PrintWriter out, JsonObject found) {
    JsonArray hours = found.getJsonArray("hours");
    out.printf("%-7s %-22s %10s %10s  %s%n", "sender", "hour", "here", "there", "");
    for (Object each : hours) {
      JsonObject hour = (JsonObject) each;
      out.printf(
          "%-7s %-22s %10d %10d  %s%n",
          hour.getString("sender"),
          hour.getString("hour"),
          hour.getLong("here"),
          hour.getLong("there"),
          hour.getString("state"));
    }
    for (Object each : found.getJsonArray("differences")) {
      JsonObject one = (JsonObject) each;
      out.printf(
          "%s of %s: %s here, %s there%n",
          one.getString("id"),
          one.getString("hour"),
          WORDS.get(one.getString("here")),
          WORDS.get(one.getString("there")));
    }
  }
}
