package hutong.gateway.cli;

import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.UUID;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code hutong status}: how a node stands, or what became of one record. */
@Command(
    name = "status",
    description = "Without an id: how the node stands (operator's key). With one: that record.",
    mixinStandardHelpOptions = true)
public final class StatusCommand implements Callable<Integer> {

  @Spec private CommandSpec spec;
  @Mixin private ApiOptions api;
  @Mixin private Output output;

  @Parameters(paramLabel = "ID", arity = "0..1", description = "a record's id")
  private UUID id;

  @Override
  public Integer call() throws IOException {
    PrintWriter out = spec.commandLine().getOut();
    if (id == null) {
      node(out, api.get("/v1/status"));
    } else {
      JsonObject record = api.get("/v1/records/" + id);
      record.put("timeline", api.get("/v1/records/" + id + "/timeline").getValue("events"));
      record(out, record);
    }
    return 0;
  }

  private void node(PrintWriter out, JsonObject status) {
    if (output.json()) {
      out.println(status.encodePrettily());
      return;
    }
    out.printf(
        "node %s, %d alarms, oldest pending %s%n",
        status.getString("node"),
        status.getInteger("alarms"),
        status.getString("oldestPending", "-"));
    JsonObject directory = status.getJsonObject("directory");
    out.printf(
        "directory %d %s, issued %s, expires in %d days%n",
        directory.getLong("version"),
        directory.getString("state"),
        directory.getString("issued"),
        directory.getLong("daysLeft"));
    JsonObject divisions = status.getJsonObject("divisions");
    out.printf(
        "divisions %s%s%n",
        divisions.getString("version"),
        divisions.containsKey("fault") ? ", NEWER REFUSED: " + divisions.getString("fault") : "");
    out.printf(
        "%-8s %-16s %9s %-26s %-26s %s%n",
        "route", "state", "waiting", "since", "next attempt", "cause");
    for (Object each : status.getJsonArray("routes")) {
      JsonObject row = (JsonObject) each;
      out.printf(
          "%-8s %-16s %9s %-26s %-26s %s%n",
          row.getString("node"),
          row.getString("state"),
          (row.getBoolean("moreWaiting") ? ">" : "") + row.getLong("waiting"),
          row.getString("since", "-"),
          row.getString("nextAttempt", "-"),
          row.getString("cause", ""));
    }
    out.printf("%-4s %-8s %-32s %-18s %8s%n", "", "partner", "type", "state", "count");
    for (Object each : status.getJsonArray("tally")) {
      JsonObject row = (JsonObject) each;
      out.printf(
          "%-4s %-8s %-32s %-18s %8d%n",
          row.getString("direction"),
          row.getString("partner", "?"),
          row.getString("type"),
          row.getString("state"),
          row.getLong("count"));
    }
  }

  private void record(PrintWriter out, JsonObject record) {
    if (output.json()) {
      out.println(record.encodePrettily());
      return;
    }
    record.stream()
        .filter(field -> !field.getKey().equals("timeline"))
        .forEach(field -> out.printf("%-16s %s%n", field.getKey(), field.getValue()));
    for (Object each : record.getJsonArray("timeline")) {
      JsonObject event = (JsonObject) each;
      out.printf(
          "  %s  %-16s %s%n",
          event.getString("at"), event.getString("what"), event.getString("detail", ""));
    }
  }
}
