package hutong.gateway.cli;

import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code hutong retention}: what is kept how long, and when the disk is full. */
@Command(
    name = "retention",
    description =
        "Tells when the disk will be full at the present rate, what takes the room, and what is kept"
            + " how long (operator's key).",
    mixinStandardHelpOptions = true)
public final class RetentionCommand implements Callable<Integer> {

  private static final int DATE = 10;
  private static final String[] UNITS = {"B", "kB", "MB", "GB", "TB", "PB"};
  private static final int THOUSAND = 1_000;

  @Spec private CommandSpec spec;
  @Mixin private ApiOptions api;
  @Mixin private Output output;

  @Override
  public Integer call() throws IOException {
    PrintWriter out = spec.commandLine().getOut();
    JsonObject answer = api.get("/v1/retention");
    if (output.json()) {
      out.println(answer.encodePrettily());
    } else {
      table(out, answer);
    }
    return 0;
  }

  private static void table(PrintWriter out, JsonObject answer) {
    JsonObject disk = answer.getJsonObject("disk");
    out.printf(
        "%s of %s free. %s%n",
        size(disk.getLong("free")), size(disk.getLong("total")), sentence(disk));
    out.printf("%n%-10s %10s %12s%n", "", "used", "a day");
    for (Object each : answer.getJsonArray("parts")) {
      JsonObject part = (JsonObject) each;
      Long perDay = part.getLong("perDay");
      out.printf(
          "%-10s %10s %12s%s%n",
          part.getString("name"),
          size(part.getLong("bytes")),
          perDay == null ? "-" : size(perDay),
          part.getBoolean("here") ? "" : "  elsewhere: the room there is not seen from here");
    }
    if (answer.getLong("reusable", 0L) > 0) {
      out.printf("Of the ledger %s are free for new records.%n", size(answer.getLong("reusable")));
    }
    out.printf("%n%-28s %-28s %-8s %s%n", "kept", "of type", "for", "said by");
    for (Object each : answer.getJsonArray("kept")) {
      JsonObject kept = (JsonObject) each;
      out.printf(
          "%-28s %-28s %-8s %s%n",
          kept.getString("what").toLowerCase(Locale.ROOT).replace('_', ' '),
          kept.getString("type", ""),
          kept.getString("period", "ever"),
          kept.getString("source"));
    }
  }

  private static String sentence(JsonObject disk) {
    return switch (disk.getString("verdict")) {
      case "FILLING" ->
          "Full about "
              + disk.getString("full").substring(0, DATE)
              + " at the present rate, "
              + size(disk.getLong("perDay"))
              + " a day since "
              + disk.getString("since").substring(0, DATE)
              + ".";
      case "NOT_FILLING" -> "Not full within ten years at the present rate.";
      default ->
          "When it is full can't be said yet: that takes a day of hourly samples, and there are "
              + disk.getInteger("samples")
              + ".";
    };
  }

  private static String size(long octets) {
    double rest = octets;
    int unit = 0;
    while (Math.abs(rest) >= THOUSAND && unit < UNITS.length - 1) {
      rest /= THOUSAND;
      unit++;
    }
    return unit == 0 ? octets + " B" : String.format(Locale.ROOT, "%.1f %s", rest, UNITS[unit]);
  }
}
