package hutong.gateway.bench;

import io.vertx.core.json.JsonObject;
import java.io.PrintWriter;

/** Findings as rows, each scenario's as soon as it is over. */
record Table(PrintWriter out) {

  private static final String ROW = "%-13s %-30s %-16s %12s %19s %9s %6s  %s%n";

  void head(JsonObject machine) {
    out.println(
        String.join(
            ", ",
            machine.getString("date"),
            machine.getString("cpu"),
            machine.getValue("processors") + " processors",
            machine.getString("java")));
    out.printf(ROW, "scenario", "measured", "goal", "median", "from - to", "floor", "ratio", "met");
    out.flush();
  }

  void add(Outcome outcome) {
    String id = outcome.scenario().id();
    for (Finding each : outcome.findings()) {
      Spread measured = each.measured();
      out.printf(
          ROW,
          id,
          each.measure(),
          each.goal(),
          Figure.text(measured.median()),
          Figure.text(measured.least()) + " - " + Figure.text(measured.most()),
          each.floor() == null ? "" : Figure.text(each.floor()),
          each.ratio() == null ? "" : Figure.text(each.ratio()),
          each.met() == null ? "" : each.met() ? "yes" : "no");
      id = "";
    }
    if (outcome.fault() != null) {
      Throwable cause = outcome.fault().getCause();
      out.printf("%-13s failed: %s%s%n", id, outcome.fault(), cause == null ? "" : ", by " + cause);
    }
    out.flush();
  }
}
